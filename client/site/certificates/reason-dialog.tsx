import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '#client/lib/http.ts';
import { newId } from '#client/lib/new-id.ts';
import { Button } from '#client/ui/button.tsx';
import { Dialog } from '#client/ui/dialog.tsx';
import { Form, FormActions } from '#client/ui/form.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { TextArea } from '#client/ui/text-area.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import type { CertificateDto } from '#shared/features/certificates.ts';
import { limits } from '#shared/limits.ts';
import { useFormErrors } from '../parts/use-form-errors.ts';
import { useSeries } from '../series/series-layout.tsx';
import { keepRegister } from './keep-register.ts';

interface ReasonDialogProps {
  act: 'copy' | 'revoke';
  certificate: CertificateDto;
  onClose: () => void;
}

/** For acts that need nothing but why. */
export function ReasonDialog({ act, certificate, onClose }: ReasonDialogProps) {
  const { t } = useTranslation(['site-certificates', 'common']);
  const { seriesId } = useSeries();
  const client = useQueryClient();
  const { certificateId, serial } = certificate;
  const [clientId] = useState(newId);
  const [reason, setReason] = useState('');

  const send = useMutation({
    mutationFn: () => {
      const input = { params: { seriesId, certificateId }, body: { clientId, reason } };
      return act === 'copy'
        ? http('POST /api/series/:seriesId/certificates/:certificateId/copies', input)
        : http('POST /api/series/:seriesId/certificates/:certificateId/revocation', input);
    },
    onSuccess: () => {
      keepRegister(client, seriesId);
      showToast({ text: t(`${act}.done`), tone: 'success' });
      onClose();
    },
  });
  const errors = useFormErrors({
    error: send.error,
    problems: { reason: reason.trim() === '' && t('reasonMissing') },
  });

  return (
    <Dialog open onClose={onClose} title={t(`${act}.title`, { serial })} closeable={!send.isPending}>
      <Form onSubmit={() => errors.submit(() => send.mutateAsync())}>
        <p>{t(`${act}.text`)}</p>
        <TextArea
          label={t('reason')}
          hint={t(`${act}.reasonHint`)}
          error={errors.of('reason')}
          value={reason}
          onChange={setReason}
          max={limits.certificateReasonMax}
          rows={3}
        />
        <FormError error={errors.rest} />
        <FormActions>
          <Button type="submit" variant={act === 'revoke' ? 'danger' : 'primary'} pending={send.isPending}>
            {t(`${act}.act`)}
          </Button>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
