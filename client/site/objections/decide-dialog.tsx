import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RecordTopic } from '#client/features/record/record-topic.tsx';
import { http } from '#client/lib/http.ts';
import { newId } from '#client/lib/new-id.ts';
import { useFormat } from '#client/lib/use-format.ts';
import type { DeskObjectionDto } from '#shared/features/records.ts';
import { useReason } from '../corrections/use-reason.ts';
import { learnerRecordQuery, objectionsQuery } from '../data/queries.ts';
import { DecisionDialog } from '../parts/decision-dialog.tsx';
import { LoadedPart } from '../parts/loaded.tsx';
import styles from './decide-dialog.module.css';

const decisions = ['confirmed_by_hand', 'excused', 'refused'] as const;
type Choice = (typeof decisions)[number];

interface DecideDialogProps {
  seriesId: string;
  timeZone: string;
  objection: DeskObjectionDto;
  onClose: () => void;
}

/** What was recorded, what the learner says, and the decision, on one sheet. */
export function DecideDialog({ seriesId, timeZone, objection, onClose }: DecideDialogProps) {
  const { t } = useTranslation('site-objections');
  const client = useQueryClient();
  const reason = useReason();
  const format = useFormat(timeZone);
  const { objectionId, personId, topicId, name } = objection;
  const record = useQuery(learnerRecordQuery(seriesId, personId));
  const [correctionId] = useState(newId);

  return (
    <DecisionDialog<Choice>
      title={t('decideOf', { name })}
      size="large"
      choice={{
        legend: t('decision'),
        options: decisions.map((value) => ({
          value,
          label: t(`outcome.${value}`),
          hint: t(`outcomeHint.${value}`),
        })),
        missing: t('choose'),
      }}
      reason={reason}
      act={t('send')}
      done={t('sent')}
      send={async (decision) => {
        await http('POST /api/series/:seriesId/objections/:objectionId/decision', {
          params: { seriesId, objectionId },
          body:
            decision.choice === 'refused'
              ? { accepted: false, reason: decision.reason }
              : { accepted: true, correctionId, outcome: decision.choice, reason: decision.reason },
        });
        void client.invalidateQueries(objectionsQuery(seriesId));
        void client.invalidateQueries({ queryKey: ['results', seriesId] });
      }}
      onClose={onClose}
    >
      <div className={styles.record}>
        <LoadedPart query={record}>
          {({ topics, rule }) => {
            const topic = topics.find((other) => other.topicId === topicId);
            return (
              topic && (
                <ul>
                  <RecordTopic topic={topic} rule={rule.rule} format={format} />
                </ul>
              )
            );
          }}
        </LoadedPart>
      </div>
    </DecisionDialog>
  );
}
