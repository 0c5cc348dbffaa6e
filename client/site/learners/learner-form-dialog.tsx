import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '#client/ui/dialog.tsx';
import { Form } from '#client/ui/form.tsx';
import { DialogActions } from '../parts/dialog-actions.tsx';

export interface LearnerFormDialogProps {
  title: string;
  /** What to know before anything is typed. */
  lead: string;
  isSaving: boolean;
  onSave: () => void | Promise<void>;
  onClose: () => void;
  /** The fields, and what was refused about all of them. */
  children: ReactNode;
}

/** Something about one learner, to be written and saved. While it is being saved, it stays open. */
export function LearnerFormDialog({
  title,
  lead,
  isSaving,
  onSave,
  onClose,
  children,
}: LearnerFormDialogProps) {
  const { t } = useTranslation('common');
  return (
    <Dialog open onClose={onClose} title={title} closeable={!isSaving}>
      <Form onSubmit={onSave}>
        <p>{lead}</p>
        {children}
        <DialogActions act={t('save')} pending={isSaving} onClose={onClose} />
      </Form>
    </Dialog>
  );
}
