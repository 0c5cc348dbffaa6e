import { useTranslation } from 'react-i18next';
import { useFormat } from '#client/lib/use-format.ts';
import { type Bar, BarChart } from '#client/ui/bar-chart.tsx';
import { Icon } from '#client/ui/icon.tsx';
import type { PollKind, PollResults as Results } from '#shared/features/polls.ts';
import styles from './poll-results.module.css';
import { ratingWords } from './rating-words.ts';

export interface PollResultsProps {
  poll: { kind: PollKind; options: readonly string[] };
  results: Results;
  /** Places of the right options, where they may be seen. */
  right?: readonly number[] | undefined;
}

/** What a class answered: bars with their figures, or words by size. Without names. */
export function PollResults({ poll, results, right = [] }: PollResultsProps) {
  const { t } = useTranslation('polls');
  const format = useFormat();
  const { answered, mean } = results;
  if (answered === 0) return <p className={styles.soft}>{t('nobody')}</p>;
  if (poll.kind === 'words') return <WordCloud results={results} />;

  const labels =
    poll.kind === 'rating' ? ratingWords.map((word, place) => `${place + 1} – ${t(word)}`) : poll.options;
  const bars = labels.map(
    (label, place): Bar => ({
      label: right.includes(place) ? `${label} (${t('right')})` : label,
      value: results.counts[place] ?? 0,
      note: format.percent((results.counts[place] ?? 0) / answered),
    }),
  );
  return (
    <div className={styles.results}>
      <BarChart
        title={t('answered', { count: answered })}
        bars={bars}
        max={answered}
        headers={[t('option'), t('people')]}
      />
      {mean !== null && (
        <p className={styles.mean}>
          <Icon name="star" size={18} />
          {t('mean', { mean: format.number(mean, 2) })}
        </p>
      )}
    </div>
  );
}

/** Largest first, as a list: whoever cannot see sizes hears the numbers. */
function WordCloud({ results: { answered, words } }: { results: Results }) {
  const { t } = useTranslation('polls');
  const most = Math.max(1, ...words.map(({ people }) => people));
  return (
    <div className={styles.results}>
      <p className={styles.title}>{t('answered', { count: answered })}</p>
      <ul className={styles.cloud}>
        {words.map(({ text, people }) => (
          <li key={text} style={{ fontSize: `${1 + (people - 1) / Math.max(1, most - 1)}rem` }}>
            {text} <span className={styles.count}>{people}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
