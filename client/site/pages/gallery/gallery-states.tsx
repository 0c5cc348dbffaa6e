import { useCallback, useState } from 'react';
import { Avatar } from '#client/ui/avatar.tsx';
import { Badge } from '#client/ui/badge.tsx';
import { Button } from '#client/ui/button.tsx';
import { Card } from '#client/ui/card.tsx';
import { DefinitionList } from '#client/ui/definition-list.tsx';
import { LevelMeter } from '#client/ui/level-meter.tsx';
import { Meter } from '#client/ui/meter.tsx';
import { ProgressBar } from '#client/ui/progress-bar.tsx';
import { Section } from '#client/ui/section.tsx';
import { StatusPill } from '#client/ui/status-pill.tsx';
import { Switch } from '#client/ui/switch.tsx';
import { Time } from '#client/ui/time.tsx';
import styles from './gallery.module.css';
import { useSample } from './use-sample.ts';

const startsAt = '2021-09-28T01:00:00Z';
const people = ['Nguyễn Thị Hường', 'Trần Văn An', 'Y Bhĩu Niê', 'Lò Thị Ươm', 'Đặng Quốc Ấn'];

export function GalleryStates() {
  const say = useSample();
  const [isListening, setIsListening] = useState(false);
  // A voice that rises and falls, without a microphone.
  const level = useCallback(() => Math.abs(Math.sin(performance.now() / 300)) * 0.9, []);

  return (
    <Section title={say('Trạng thái và thẻ', 'States and cards')}>
      <div className={styles.stack}>
        <div className={styles.row}>
          <StatusPill tone="live" icon="live">
            {say('Đang phát', 'Live')}
          </StatusPill>
          <StatusPill tone="accent">{say('Sắp diễn ra', 'Upcoming')}</StatusPill>
          <StatusPill tone="success" icon="check">
            {say('Đã trả lời', 'Answered')}
          </StatusPill>
          <StatusPill tone="warning" icon="clock">
            {say('Chờ duyệt', 'Held')}
          </StatusPill>
          <StatusPill tone="danger">{say('Thất bại', 'Failed')}</StatusPill>
          <StatusPill>{say('Đã kết thúc', 'Ended')}</StatusPill>
          <Badge count={12} label={say('12 câu hỏi mới', '12 new questions')} />
          <Badge count={1284} tone="neutral" />
        </div>
        <ul className={styles.people}>
          {people.map((name) => (
            <li key={name} className={styles.person}>
              <Avatar name={name} />
              {name}
            </li>
          ))}
          <li className={styles.person}>
            <Avatar name="Lê Hoà" size="small" />
            <Avatar name="Phạm Ngọc Ánh" size="large" />
          </li>
        </ul>
        <div className={styles.columns}>
          <Card
            title={say('Buổi 1: Những điều cần biết', 'Session 1: What to know')}
            headingLevel={3}
            tone="accent"
            actions={<Button icon="edit">{say('Sửa', 'Edit')}</Button>}
          >
            <p>
              <Time value={startsAt} show="weekday" />, <Time value={startsAt} show="time" place />
            </p>
            <p>
              {say(
                'Giới thiệu Chương trình mỗi xã một sản phẩm và quyền lợi của chủ thể khi tham gia.',
                'The One Commune One Product programme and what producers gain from it.',
              )}
            </p>
          </Card>
          <DefinitionList
            items={[
              {
                term: say('Bắt đầu', 'Begins'),
                value: <Time value={startsAt} place />,
              },
              { term: say('Giảng viên', 'Trainer'), value: 'TS. Trần Tiến Khai' },
              { term: say('Đã đăng ký', 'Enrolled'), value: say('3.012 người', '3,012 people') },
            ]}
          />
          <ProgressBar
            label={say('Đang tải lên: bai-giang-1.pdf', 'Uploading: lecture-1.pdf')}
            value={0.42}
          />
          <ProgressBar label={say('Đang chuẩn bị các trang', 'Preparing the pages')} />
          <Meter
            label={say('Thời gian đã ghi nhận', 'Attendance recorded')}
            value={62}
            max={90}
            valueText={say('62 trên 90 phút', '62 of 90 minutes')}
            tone="success"
          />
          <div>
            <LevelMeter
              label={say('Âm lượng micrô', 'Microphone level')}
              level={level}
              active={isListening}
            />
            <Switch label={say('Nghe thử', 'Try it')} checked={isListening} onChange={setIsListening} />
          </div>
        </div>
      </div>
    </Section>
  );
}
