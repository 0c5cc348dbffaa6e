import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#client/lib/use-format.ts';
import { Button } from '#client/ui/button.tsx';
import { StatusPill } from '#client/ui/status-pill.tsx';
import type { PersonTrailDto } from '#shared/features/insight.ts';
import { WithdrawDialog } from '../../corrections/withdraw-dialog.tsx';
import { mayChange } from '../../parts/may-change.ts';
import { useSeries } from '../../series/series-layout.tsx';
import styles from './trail.module.css';

export function useTopicTitle({ topics }: PersonTrailDto): (topicId: string) => string {
  return (topicId) => {
    const at = topics.findIndex((topic) => topic.topicId === topicId);
    return at < 0 ? '' : `${at + 1}. ${topics[at]?.title}`;
  };
}

/** Who put what in place of the record, and why; what was withdrawn stays. */
export function Corrections({ trail }: { trail: PersonTrailDto }) {
  const { t } = useTranslation('site-results');
  const series = useSeries();
  const format = useFormat(series.timeZone);
  const [withdrawnId, setWithdrawnId] = useState<string | null>(null);
  const topicTitle = useTopicTitle(trail);
  const mayWithdraw = mayChange(series, 'attendance.correct');
  const by = (name: string | null, at: string) =>
    t('trail.correctionBy', { name: name ?? t('trail.someone'), time: format.dateTime(at) });
  if (trail.corrections.length === 0) return <p className={styles.soft}>{t('trail.noCorrections')}</p>;
  return (
    <>
      <ul className={styles.decisions}>
        {trail.corrections.map((correction) => (
          <li key={correction.correctionId}>
            <p className={styles.what}>
              {t('trail.correction', {
                topic: topicTitle(correction.topicId),
                before: t(`status.${correction.before}`),
                after: t(`status.${correction.outcome}`),
              })}
            </p>
            <p>{correction.reason}</p>
            <p className={styles.soft}>{by(correction.madeBy, correction.madeAt)}</p>
            {correction.withdrawnAt && (
              <p>
                {t('trail.withdrawn', {
                  name: correction.withdrawnBy ?? t('trail.someone'),
                  time: format.dateTime(correction.withdrawnAt),
                })}
                {correction.withdrawalReason && `: ${correction.withdrawalReason}`}
              </p>
            )}
            {mayWithdraw && !correction.withdrawnAt && (
              <div>
                <Button variant="quiet" onClick={() => setWithdrawnId(correction.correctionId)}>
                  {t('trail.withdraw')}
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
      {withdrawnId && (
        <WithdrawDialog
          seriesId={series.seriesId}
          correctionId={withdrawnId}
          onClose={() => setWithdrawnId(null)}
        />
      )}
    </>
  );
}

/** What the learner said, and what staff answered. */
export function Objections({ trail }: { trail: PersonTrailDto }) {
  const { t } = useTranslation('site-results');
  const format = useFormat(useSeries().timeZone);
  const topicTitle = useTopicTitle(trail);
  if (trail.objections.length === 0) return <p className={styles.soft}>{t('trail.noObjections')}</p>;
  return (
    <ul className={styles.decisions}>
      {trail.objections.map((objection) => {
        const state = objection.decidedAt === null ? 'open' : objection.accepted ? 'upheld' : 'dismissed';
        return (
          <li key={objection.objectionId}>
            <p className={styles.what}>
              {topicTitle(objection.topicId)}{' '}
              <StatusPill tone={state === 'open' ? 'warning' : 'neutral'}>
                {t(`trail.objectionState.${state}`)}
              </StatusPill>
            </p>
            <blockquote className={styles.words}>{objection.words}</blockquote>
            <p className={styles.soft}>{format.dateTime(objection.madeAt)}</p>
            {objection.decidedAt && (
              <>
                <p>{objection.decisionReason}</p>
                <p className={styles.soft}>
                  {t('trail.correctionBy', {
                    name: objection.decidedBy ?? t('trail.someone'),
                    time: format.dateTime(objection.decidedAt),
                  })}
                </p>
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}
