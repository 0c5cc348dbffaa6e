import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#client/lib/use-format.ts';
import { BarChart } from '#client/ui/bar-chart.tsx';
import { Button } from '#client/ui/button.tsx';
import type { FeedbackResultDto } from '#shared/features/feedback.ts';
import styles from './feedback-page.module.css';

/** Answers of one question: how many, what they say together, and for texts what each says. */
export function FeedbackResult({ result, number }: { result: FeedbackResultDto; number: number }) {
  const { t } = useTranslation('site-feedback');
  const format = useFormat();
  const { question, answered, mean } = result;
  return (
    <li className={styles.question}>
      <div>
        <h3 className={styles.title}>
          <span className={styles.number}>{number}.</span> {question.label}
        </h3>
        {mean !== null && (
          <p className={styles.mean}>
            <span className={styles.meanValue}>{t('mean', { mean: format.number(mean, 1) })}</span>{' '}
            <span className={styles.note}>{t('meanWord')}</span>
          </p>
        )}
        {question.kind === 'text' && <p className={styles.note}>{t('answered', { count: answered })}</p>}
      </div>
      {answered === 0 ? (
        <p className={styles.note}>{t('nobody')}</p>
      ) : question.kind === 'text' ? (
        <Texts texts={result.texts} />
      ) : (
        <Counts result={result} />
      )}
    </li>
  );
}

function Counts({ result: { question, answered, counts } }: { result: FeedbackResultDto }) {
  const { t } = useTranslation('site-feedback');
  const format = useFormat();
  const labels = useLabels(question);
  return (
    <div className={styles.chart}>
      <BarChart
        title={t('answered', { count: answered })}
        bars={counts.map((value, at) => ({
          label: labels[at] ?? '',
          value,
          note: t('share', { share: format.percent(value / answered) }),
        }))}
        max={answered}
        headers={[t('headers.answer'), t('headers.count')]}
      />
      {question.kind === 'choices' && <p className={styles.note}>{t('manyChoices')}</p>}
    </div>
  );
}

function useLabels(question: FeedbackResultDto['question']): string[] {
  const { t } = useTranslation('site-feedback');
  if ('options' in question) return question.options;
  return (['one', 'two', 'three', 'four', 'five'] as const).map((point, at) =>
    t('point', { value: at + 1, word: t(`words.${point}`) }),
  );
}

/** A hundred answers at once are a wall; the newest twenty are read. */
const TEXTS_STEP = 20;

function Texts({ texts }: { texts: readonly string[] }) {
  const { t } = useTranslation('site-feedback');
  const [shown, setShown] = useState(TEXTS_STEP);
  const hidden = texts.length - shown;
  // Counted from the oldest, so that a text keeps its number when a newer one comes.
  const numbered = texts.slice(0, shown).map((text, at) => ({ text, number: texts.length - at }));
  return (
    <div className={styles.texts}>
      <ul className={styles.texts}>
        {numbered.map(({ text, number }) => (
          <li key={number} className={styles.text}>
            {text}
          </li>
        ))}
      </ul>
      {hidden > 0 && (
        <div>
          <Button icon="down" onClick={() => setShown(shown + TEXTS_STEP)}>
            {t('moreTexts', { count: Math.min(hidden, TEXTS_STEP) })}
          </Button>
        </div>
      )}
    </div>
  );
}
