import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#client/lib/use-format.ts';
import { Button } from '#client/ui/button.tsx';
import type { ResultTopicDto } from '#shared/features/results.ts';
import { provinceName } from '#shared/provinces.ts';
import { personTrailAddress } from '../parts/addresses.ts';
import styles from './result-table.module.css';
import { type Learner, statusMarks, type TopicResult } from './results.ts';
import { StatusLegend } from './status-legend.tsx';

/** More at once make an old phone slow. */
const STEP = 100;

export interface ResultTableProps {
  seriesId: string;
  topics: readonly ResultTopicDto[];
  learners: readonly Learner[];
  /** For paper: all of them. */
  isWhole: boolean;
}

/** The same figures as the heat map, as a table. */
export function ResultTable({ seriesId, topics, learners, isWhole }: ResultTableProps) {
  const { t } = useTranslation(['site-results', 'site-parts']);
  const format = useFormat();
  const [limit, setLimit] = useState(STEP);
  const shown = isWhole ? learners : learners.slice(0, limit);
  const hidden = learners.length - shown.length;
  return (
    <div className={styles.place}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable */}
      <section className={styles.scroller} tabIndex={0} aria-label={t('map.title')}>
        <table className={styles.table}>
          <caption className={styles.hidden}>{t('map.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('column.name')}</th>
              <th scope="col">{t('column.from')}</th>
              {topics.map(({ topicId, title }, at) => (
                <th key={topicId} scope="col" className={styles.figure} title={title}>
                  <abbr aria-label={`${t('site-parts:topicNumber', { number: at + 1 })}: ${title}`}>
                    {at + 1}
                  </abbr>
                </th>
              ))}
              <th scope="col" className={styles.figure}>
                {t('column.minutes')}
              </th>
              <th scope="col" className={styles.figure}>
                {t('map.passedColumn')}
              </th>
              <th scope="col">{t('column.result')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((learner) => (
              <tr key={learner.personId}>
                <th scope="row">
                  <a href={personTrailAddress(seriesId, learner.personId)}>{learner.name}</a>
                </th>
                <td className={styles.from}>
                  {[learner.organisation, learner.province && provinceName(learner.province)]
                    .filter(Boolean)
                    .join(', ')}
                </td>
                {learner.results.map((result, at) => (
                  <td key={topics[at]?.topicId} className={styles.figure}>
                    <Figures result={result} status={t(`status.${result.status}`)} />
                  </td>
                ))}
                <td className={styles.figure}>{format.number(Math.floor(learner.seconds / 60))}</td>
                <td className={styles.figure}>
                  {t('map.passedOf', { some: learner.topicsPassed, all: topics.length })}
                </td>
                <td>{t(learner.qualifies ? 'outcome.yes' : 'outcome.no')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <StatusLegend />
      {hidden > 0 && (
        <div className={styles.more}>
          <Button icon="down" onClick={() => setLimit(limit + STEP)}>
            {t('map.more', { count: Math.min(hidden, STEP) })}
          </Button>
        </div>
      )}
    </div>
  );
}

function Figures({ result, status }: { result: TopicResult; status: string }) {
  if (result.status === 'not_held') return null;
  const minutes = Math.floor(result.seconds / 60);
  return (
    <>
      {result.status === 'absent' ? '–' : minutes}
      {statusMarks[result.status] && <span aria-hidden> {statusMarks[result.status]}</span>}
      {result.isCorrected && <span aria-hidden>*</span>}
      <span className={styles.hidden}>, {status}</span>
    </>
  );
}
