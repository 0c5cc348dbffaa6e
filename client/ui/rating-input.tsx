import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './choice.module.css';
import { ChoiceGroup } from './choice-group.tsx';
import { VisuallyHidden } from './visually-hidden.tsx';

export interface RatingInputProps {
  legend: ReactNode;
  /** 1 to 5, or null while nothing is chosen. */
  value: number | null;
  onChange: (value: number) => void;
  /** What 1 to 5 mean, from worst to best. */
  words?: readonly [string, string, string, string, string];
  hint?: ReactNode;
  error?: string | undefined;
  optional?: boolean;
}

/** Five points with words: a number alone leaves open which end is the good one. */
export function RatingInput({ value, onChange, words, error, ...frame }: RatingInputProps) {
  const { t } = useTranslation('common');
  const name = useId();
  const texts = words ?? [
    t('rating.one'),
    t('rating.two'),
    t('rating.three'),
    t('rating.four'),
    t('rating.five'),
  ];

  return (
    <ChoiceGroup {...frame} error={error} isExclusive>
      <div className={styles.scale}>
        {texts.map((word, index) => {
          const point = index + 1;
          return (
            <label key={point} className={styles.point}>
              <input
                type="radio"
                name={name}
                value={point}
                checked={point === value}
                aria-invalid={error ? true : undefined}
                onChange={() => onChange(point)}
              />
              <span className={styles.pointFace} aria-hidden>
                {point}
              </span>
              <VisuallyHidden>{t('rating.point', { value: point, word })}</VisuallyHidden>
            </label>
          );
        })}
      </div>
      <p className={styles.ends} aria-hidden>
        {value === null ? (
          <>
            <span>{texts[0]}</span>
            <span>{texts[4]}</span>
          </>
        ) : (
          <span className={styles.chosen}>{texts[value - 1]}</span>
        )}
      </p>
    </ChoiceGroup>
  );
}
