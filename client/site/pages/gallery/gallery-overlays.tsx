import { useState } from 'react';
import { Button } from '#client/ui/button.tsx';
import { ConfirmDialog } from '#client/ui/confirm-dialog.tsx';
import { Dialog } from '#client/ui/dialog.tsx';
import { Menu } from '#client/ui/menu.tsx';
import { Section } from '#client/ui/section.tsx';
import { Tabs } from '#client/ui/tabs.tsx';
import { TextField } from '#client/ui/text-field.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import { appError } from '#shared/errors.ts';
import styles from './gallery.module.css';
import { useSample } from './use-sample.ts';

type OpenDialog = 'form' | 'confirm' | 'failing' | null;

export function GalleryOverlays() {
  const say = useSample();
  const [openDialog, setOpenDialog] = useState<OpenDialog>(null);
  const [title, setTitle] = useState('');
  const [tab, setTab] = useState<'questions' | 'people' | 'files'>('questions');
  const close = () => setOpenDialog(null);

  return (
    <Section title={say('Hộp thoại, menu, thẻ', 'Dialogs, menus, tabs')}>
      <div className={styles.stack}>
        <div className={styles.row}>
          <Button onClick={() => setOpenDialog('form')}>{say('Mở hộp thoại', 'Open a dialog')}</Button>
          <Button onClick={() => setOpenDialog('confirm')}>
            {say('Hỏi trước khi xoá', 'Ask before deleting')}
          </Button>
          <Button onClick={() => setOpenDialog('failing')}>{say('Hỏi và thất bại', 'Ask and fail')}</Button>
          <Menu
            label={say('Thêm thao tác', 'More actions')}
            items={[
              {
                label: say('Sửa', 'Edit'),
                icon: 'edit',
                onSelect: () => showToast({ text: say('Sửa', 'Edit') }),
              },
              { label: say('Tải về', 'Download'), icon: 'download', href: '/gallery' },
              { label: say('Khoá', 'Lock'), icon: 'lock', disabled: true },
              { heading: say('Không thể hoàn tác', 'Cannot be undone') },
              { label: say('Xoá', 'Delete'), icon: 'trash', danger: true },
            ]}
          />
        </div>
        <Tabs
          label={say('Các phần của phòng', 'Parts of the room')}
          selected={tab}
          onSelect={setTab}
          tabs={[
            {
              id: 'questions',
              label: say('Câu hỏi', 'Questions'),
              icon: 'question',
              count: 12,
              panel: <p>{say('Mười hai câu hỏi đang chờ.', 'Twelve questions are waiting.')}</p>,
            },
            {
              id: 'people',
              label: say('Người dự', 'People'),
              icon: 'people',
              panel: <p>{say('1.284 người đang ở trong phòng.', '1,284 people are in the room.')}</p>,
            },
            {
              id: 'files',
              label: say('Tài liệu', 'Materials'),
              icon: 'file',
              panel: <p>{say('Ba tệp.', 'Three files.')}</p>,
            },
          ]}
        />
      </div>
      <Dialog
        open={openDialog === 'form'}
        onClose={close}
        title={say('Thêm chuyên đề', 'Add a topic')}
        footer={
          <>
            <Button variant="primary" onClick={close}>
              {say('Thêm', 'Add')}
            </Button>
            <Button onClick={close}>{say('Huỷ', 'Cancel')}</Button>
          </>
        }
      >
        <TextField label={say('Tên chuyên đề', 'Title')} value={title} onChange={setTitle} />
      </Dialog>
      <ConfirmDialog
        open={openDialog === 'confirm'}
        onClose={close}
        title={say('Xoá chuyên đề này?', 'Delete this topic?')}
        confirmLabel={say('Xoá chuyên đề', 'Delete topic')}
        onConfirm={() => {
          showToast({ text: say('Đã xoá chuyên đề.', 'The topic was deleted.') });
        }}
        danger
      >
        {say(
          'Tài liệu của chuyên đề cũng bị xoá. Việc này không thể hoàn tác.',
          'Its materials are deleted with it. This cannot be undone.',
        )}
      </ConfirmDialog>
      <ConfirmDialog
        open={openDialog === 'failing'}
        onClose={close}
        title={say('Kết thúc buổi học?', 'End the session?')}
        confirmLabel={say('Kết thúc', 'End session')}
        onConfirm={() => Promise.reject(appError('offline'))}
      >
        {say('Học viên sẽ được mời góp ý.', 'Learners are then asked for feedback.')}
      </ConfirmDialog>
    </Section>
  );
}
