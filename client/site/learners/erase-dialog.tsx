import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { http } from '#client/lib/http.ts';
import { ConfirmDialog } from '#client/ui/confirm-dialog.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import { keepRegister } from '../certificates/keep-register.ts';
import { keepLearners } from './keep-learners.ts';

export interface EraseDialogProps {
  seriesId: string;
  enrolmentId: string;
  name: string;
  onClose: () => void;
}

/** On the person's own request, also of somebody who is no longer on the list. */
export function EraseDialog({ seriesId, enrolmentId, name, onClose }: EraseDialogProps) {
  const { t } = useTranslation('site-learners');
  const client = useQueryClient();

  async function erase() {
    await http('POST /api/series/:seriesId/enrolments/:enrolmentId/erasure', {
      params: { seriesId, enrolmentId },
      body: {},
    });
    keepRegister(client, seriesId);
    await keepLearners(client, seriesId);
    showToast({ text: t('erase.done'), tone: 'success' });
  }

  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t('erase.title', { name })}
      confirmLabel={t('erase.confirm')}
      danger
      onConfirm={erase}
    >
      {t('erase.text')}
    </ConfirmDialog>
  );
}
