import { useTranslation } from 'react-i18next';
import { useFormat } from '#client/lib/use-format.ts';
import type { TrailScoreDto } from '#shared/features/insight.ts';
import { useSeries } from '../../series/series-layout.tsx';
import styles from './trail.module.css';

/** The score that stands, and under it what it was before and why it was changed. */
export function Score({ score }: { score: TrailScoreDto }) {
  const { t } = useTranslation('site-results');
  const format = useFormat(useSeries().timeZone);
  // Not rounded: 79.6% beside “80% needed” would read as passed.
  const percent = (figure: number) => `${format.number(figure, 2)}%`;
  const by = (name: string | null, at: string) =>
    t('trail.correctionBy', { name: name ?? t('trail.someone'), time: format.dateTime(at) });
  return (
    <ul className={styles.decisions}>
      <li>
        <p className={styles.what}>
          {score.scorePercent === null ? t('trail.noScore') : percent(score.scorePercent)}
        </p>
        {score.enteredAt && <p className={styles.soft}>{by(score.enteredBy, score.enteredAt)}</p>}
      </li>
      {score.changes.map(({ before, after, reason, changedBy, changedAt }) => (
        <li key={changedAt}>
          <p className={styles.what}>
            {after === null
              ? t('trail.scoreTaken', { before: percent(before) })
              : t('trail.scoreChanged', { before: percent(before), after: percent(after) })}
          </p>
          {reason && <p>{reason}</p>}
          <p className={styles.soft}>{by(changedBy, changedAt)}</p>
        </li>
      ))}
    </ul>
  );
}
