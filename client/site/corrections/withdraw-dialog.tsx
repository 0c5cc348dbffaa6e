import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '#client/lib/http.ts';
import { Button } from '#client/ui/button.tsx';
import { Dialog } from '#client/ui/dialog.tsx';
import { Form, FormActions } from '#client/ui/form.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { TextArea } from '#client/ui/text-area.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import { limits } from '#shared/limits.ts';
import { keepLearnerRecord } from '../data/keep.ts';
import { useFormErrors } from '../parts/use-form-errors.ts';

export interface WithdrawDialogProps {
  seriesId: string;
  correctionId: string;
  onClose: () => void;
}

export function WithdrawDialog({ seriesId, correctionId, onClose }: WithdrawDialogProps) {
  const { t } = useTranslation(['site-objections', 'common']);
  const client = useQueryClient();
  const [reason, setReason] = useState('');

  const save = useMutation({
    mutationFn: () =>
      http('POST /api/series/:seriesId/corrections/:correctionId/withdrawal', {
        params: { seriesId, correctionId },
        body: { reason },
      }),
    onSuccess: (record) => {
      keepLearnerRecord(client, seriesId, record);
      showToast({ text: t('withdrawn'), tone: 'success' });
      onClose();
    },
  });
  const errors = useFormErrors({
    error: save.error,
    problems: { reason: reason.trim() === '' && t('reasonMissing') },
  });

  return (
    <Dialog open onClose={onClose} title={t('withdraw')}>
      <Form onSubmit={() => errors.submit(() => save.mutateAsync())}>
        <p>{t('withdrawLead')}</p>
        <TextArea
          label={t('reason')}
          hint={t('reasonHint')}
          value={reason}
          onChange={setReason}
          max={limits.reasonMax}
          error={errors.of('reason')}
        />
        <FormError error={errors.rest} />
        <FormActions>
          <Button type="submit" variant="primary" pending={save.isPending}>
            {t('withdraw')}
          </Button>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
