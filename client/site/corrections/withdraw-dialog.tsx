import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { http } from '#client/lib/http.ts';
import { keepLearnerRecord } from '../data/keep.ts';
import { DecisionDialog } from '../parts/decision-dialog.tsx';
import { useReason } from './use-reason.ts';

export interface WithdrawDialogProps {
  seriesId: string;
  correctionId: string;
  onClose: () => void;
}

export function WithdrawDialog({ seriesId, correctionId, onClose }: WithdrawDialogProps) {
  const { t } = useTranslation('site-objections');
  const client = useQueryClient();
  const reason = useReason();
  return (
    <DecisionDialog
      title={t('withdraw')}
      reason={reason}
      act={t('withdraw')}
      done={t('withdrawn')}
      send={async (decision) => {
        const record = await http('POST /api/series/:seriesId/corrections/:correctionId/withdrawal', {
          params: { seriesId, correctionId },
          body: { reason: decision.reason },
        });
        keepLearnerRecord(client, seriesId, record);
      }}
      onClose={onClose}
    >
      <p>{t('withdrawLead')}</p>
    </DecisionDialog>
  );
}
