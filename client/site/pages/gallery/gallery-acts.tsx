import { useState } from 'react';
import { Button } from '#client/ui/button.tsx';
import { ButtonLink } from '#client/ui/button-link.tsx';
import { IconButton } from '#client/ui/icon-button.tsx';
import { Section } from '#client/ui/section.tsx';
import styles from './gallery.module.css';
import { useSample } from './use-sample.ts';

export function GalleryActs() {
  const say = useSample();
  const [isPending, setIsPending] = useState(true);
  const [isPinned, setIsPinned] = useState(true);

  return (
    <Section title={say('Nút', 'Buttons')}>
      <div className={styles.stack}>
        <div className={styles.row}>
          <Button variant="primary" size="large" icon="play">
            {say('Vào phòng học', 'Join the room')}
          </Button>
        </div>
        <div className={styles.row}>
          <Button variant="primary">{say('Lưu thay đổi', 'Save changes')}</Button>
          <Button>{say('Xem trước', 'Preview')}</Button>
          <Button variant="quiet" icon="edit">
            {say('Sửa', 'Edit')}
          </Button>
          <Button variant="danger" icon="trash">
            {say('Xoá chuyên đề', 'Delete topic')}
          </Button>
        </div>
        <div className={styles.row}>
          <Button variant="primary" pending={isPending}>
            {say('Đang gửi…', 'Sending…')}
          </Button>
          <Button disabled>{say('Chưa bấm được', 'Not yet')}</Button>
          <Button variant="quiet" onClick={() => setIsPending(!isPending)}>
            {say('Đổi trạng thái chờ', 'Toggle pending')}
          </Button>
        </div>
        <div className={styles.row}>
          <ButtonLink href="/gallery" icon="calendar" iconAfter="next">
            {say('Lịch các buổi học', 'Programme of sessions')}
          </ButtonLink>
          <IconButton icon="microphone-off" variant="secondary" label={say('Tắt micrô', 'Mute')} />
          <IconButton
            icon="pin"
            label={say('Ghim câu hỏi', 'Pin question')}
            pressed={isPinned}
            onClick={() => setIsPinned(!isPinned)}
          />
          <IconButton icon="camera" showLabel label={say('Máy quay', 'Camera')} variant="secondary" />
          <Button size="small">{say('Cỡ nhỏ, trong bảng', 'Small, in tables')}</Button>
        </div>
      </div>
    </Section>
  );
}
