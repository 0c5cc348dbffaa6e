import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '#client/lib/http.ts';
import { newId } from '#client/lib/new-id.ts';
import { Banner } from '#client/ui/banner.tsx';
import { Dialog } from '#client/ui/dialog.tsx';
import { Form } from '#client/ui/form.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { TextArea } from '#client/ui/text-area.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import type { CertificateCandidateDto } from '#shared/features/certificate-issuing.ts';
import { limits } from '#shared/limits.ts';
import { DialogActions } from '../parts/dialog-actions.tsx';
import { useFormErrors } from '../parts/use-form-errors.ts';
import { useSeries } from '../series/series-layout.tsx';
import { keepRegister } from './keep-register.ts';

export interface IssueOneDialogProps {
  candidate: CertificateCandidateDto;
  issuedOn: string;
  onClose: () => void;
}

/** For one person; against the rule, why is asked first. */
export function IssueOneDialog({ candidate, issuedOn, onClose }: IssueOneDialogProps) {
  const { t } = useTranslation('site-certificates');
  const { seriesId } = useSeries();
  const client = useQueryClient();
  const { personId, name, qualifies } = candidate;
  const [clientId] = useState(newId);
  const [reason, setReason] = useState('');

  const send = useMutation({
    mutationFn: () =>
      http('POST /api/series/:seriesId/certificates', {
        params: { seriesId },
        body: { clientId, personIds: [personId], issuedOn, reason },
      }),
    onSuccess: (run) => {
      keepRegister(client, seriesId);
      showToast({ text: t('issuing.done', { count: run.total }), tone: 'success' });
      onClose();
    },
  });
  const errors = useFormErrors({
    error: send.error,
    problems: { reason: !qualifies && reason.trim() === '' && t('reasonMissing') },
  });

  return (
    <Dialog open onClose={onClose} title={t('issuing.oneTitle', { name })} closeable={!send.isPending}>
      <Form onSubmit={() => errors.submit(() => send.mutateAsync())}>
        {qualifies ? (
          <p>{t('issuing.oneText')}</p>
        ) : (
          <>
            <Banner tone="warning">{t('issuing.exceptionText')}</Banner>
            <TextArea
              label={t('reason')}
              error={errors.of('reason')}
              value={reason}
              onChange={setReason}
              max={limits.certificateReasonMax}
              rows={3}
            />
          </>
        )}
        <FormError error={errors.rest} />
        <DialogActions act={t('issuing.confirm')} pending={send.isPending} onClose={onClose} />
      </Form>
    </Dialog>
  );
}
