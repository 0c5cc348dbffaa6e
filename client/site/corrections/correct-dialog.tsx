import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '#client/lib/http.ts';
import { newId } from '#client/lib/new-id.ts';
import { type CorrectionOutcome, correctionOutcomes } from '#shared/attendance-judgement.ts';
import { keepLearnerRecord } from '../data/keep.ts';
import { DecisionDialog } from '../parts/decision-dialog.tsx';
import { useReason } from './use-reason.ts';

export interface CorrectDialogProps {
  seriesId: string;
  personId: string;
  name: string;
  topic: { topicId: string; title: string };
  onClose: () => void;
}

/** Staff decide otherwise than the record, in their own name. */
export function CorrectDialog({ seriesId, personId, name, topic, onClose }: CorrectDialogProps) {
  const { t } = useTranslation('site-objections');
  const client = useQueryClient();
  const reason = useReason();
  const [correctionId] = useState(newId);
  return (
    <DecisionDialog<CorrectionOutcome>
      title={t('correctOf', { name })}
      choice={{
        legend: t('correctTo'),
        options: correctionOutcomes.map((value) => ({
          value,
          label: t(`to.${value}`),
          hint: t(`outcomeHint.${value}`),
        })),
        missing: t('chooseResult'),
      }}
      reason={reason}
      act={t('correctSend')}
      done={t('corrected')}
      send={async (decision) => {
        const record = await http('POST /api/series/:seriesId/corrections', {
          params: { seriesId },
          body: {
            correctionId,
            personId,
            topicId: topic.topicId,
            outcome: decision.choice,
            reason: decision.reason,
          },
        });
        keepLearnerRecord(client, seriesId, record);
      }}
      onClose={onClose}
    >
      <p>{t('correctLead', { title: topic.title })}</p>
    </DecisionDialog>
  );
}
