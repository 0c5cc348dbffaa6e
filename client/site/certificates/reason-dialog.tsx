import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '#client/lib/http.ts';
import { newId } from '#client/lib/new-id.ts';
import type { CertificateDto } from '#shared/features/certificates.ts';
import { limits } from '#shared/limits.ts';
import { DecisionDialog } from '../parts/decision-dialog.tsx';
import { useSeries } from '../series/series-layout.tsx';
import { keepRegister } from './keep-register.ts';

interface ReasonDialogProps {
  act: 'copy' | 'revoke';
  certificate: CertificateDto;
  onClose: () => void;
}

/** For acts that need nothing but why. */
export function ReasonDialog({ act, certificate, onClose }: ReasonDialogProps) {
  const { t } = useTranslation('site-certificates');
  const { seriesId } = useSeries();
  const client = useQueryClient();
  const { certificateId, serial } = certificate;
  const [clientId] = useState(newId);

  async function send(reason: string) {
    const input = { params: { seriesId, certificateId }, body: { clientId, reason } };
    await (act === 'copy'
      ? http('POST /api/series/:seriesId/certificates/:certificateId/copies', input)
      : http('POST /api/series/:seriesId/certificates/:certificateId/revocation', input));
    keepRegister(client, seriesId);
  }

  return (
    <DecisionDialog
      title={t(`${act}.title`, { serial })}
      reason={{
        label: t('reason'),
        hint: t(`${act}.reasonHint`),
        missing: t('reasonMissing'),
        max: limits.certificateReasonMax,
      }}
      act={t(`${act}.act`)}
      danger={act === 'revoke'}
      done={t(`${act}.done`)}
      send={({ reason }) => send(reason)}
      onClose={onClose}
    >
      <p>{t(`${act}.text`)}</p>
    </DecisionDialog>
  );
}
