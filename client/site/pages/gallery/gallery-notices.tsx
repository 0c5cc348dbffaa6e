import { Banner } from '#client/ui/banner.tsx';
import { Button } from '#client/ui/button.tsx';
import { EmptyState } from '#client/ui/empty-state.tsx';
import { Skeleton, Spinner } from '#client/ui/loading.tsx';
import { Section } from '#client/ui/section.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import styles from './gallery.module.css';
import { useSample } from './use-sample.ts';

export function GalleryNotices() {
  const say = useSample();
  return (
    <Section title={say('Báo tin và chờ đợi', 'Messages and waiting')}>
      <div className={styles.stack}>
        <Banner tone="info" action={<Button>{say('Làm mới', 'Reload')}</Button>}>
          {say('Đã có phiên bản mới.', 'There is a new version.')}
        </Banner>
        <Banner tone="success">{say('Buổi học đã được lưu.', 'The session was saved.')}</Banner>
        <Banner
          tone="warning"
          title={say('Mạng yếu', 'Weak connection')}
          onDismiss={() => showToast({ text: say('Đã ẩn.', 'Hidden.') })}
        >
          {say('Hình tạm dừng để giữ tiếng rõ.', 'The picture pauses to keep the sound clear.')}
        </Banner>
        <Banner tone="danger" title={say('Mất kết nối', 'Connection lost')}>
          {say(
            'Đang tự nối lại. Câu hỏi bạn đã gửi không bị mất.',
            'Reconnecting by itself. The questions you sent are safe.',
          )}
        </Banner>
        <div className={styles.row}>
          <Button onClick={() => showToast({ text: say('Đã sao chép liên kết.', 'Link copied.') })}>
            {say('Thông báo nhanh', 'A passing notice')}
          </Button>
          <Button
            onClick={() =>
              showToast({
                tone: 'danger',
                text: say(
                  'Chưa gửi được câu hỏi. Hãy kiểm tra mạng.',
                  'Your question was not sent. Check your connection.',
                ),
                actionLabel: say('Gửi lại', 'Send again'),
                onAction: () => showToast({ tone: 'success', text: say('Đã gửi.', 'Sent.') }),
              })
            }
          >
            {say('Thông báo có việc cần làm', 'One with an act')}
          </Button>
        </div>
        <EmptyState
          icon="question"
          title={say('Chưa có câu hỏi nào', 'No questions yet')}
          action={<Button icon="plus">{say('Đặt câu hỏi', 'Ask a question')}</Button>}
        >
          {say('Câu hỏi của học viên sẽ hiện ở đây.', 'Questions from learners appear here.')}
        </EmptyState>
        <div className={styles.row}>
          <Spinner label={say('Đang tải', 'Loading')} />
          <Spinner size="large" label={say('Đang tải', 'Loading')} />
        </div>
        <div className={styles.narrow}>
          <Skeleton lines={3} />
        </div>
      </div>
    </Section>
  );
}
