import { type ReactNode, useId } from 'react';
import { useFormat } from '#client/lib/use-format.ts';
import { classNames } from './class-names.ts';
import styles from './progress-bar.module.css';

export interface ProgressBarProps {
  label: ReactNode;
  /** From 0 to 1; left out while the length is not known. */
  value?: number | undefined;
  /** Instead of the percentage: "3 of 12 pages". */
  valueText?: string | undefined;
  hideLabel?: boolean;
}

export function ProgressBar({ label, value, valueText, hideLabel = false }: ProgressBarProps) {
  const labelId = useId();
  const format = useFormat();
  const share = value === undefined ? undefined : Math.min(1, Math.max(0, value));
  const text = valueText ?? (share === undefined ? undefined : format.percent(share));

  return (
    <div className={styles.progress}>
      <div className={hideLabel ? styles.hidden : styles.texts}>
        <span id={labelId}>{label}</span>
        <span className={styles.value}>{text}</span>
      </div>
      <div
        role="progressbar"
        aria-labelledby={labelId}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={share === undefined ? undefined : Math.round(share * 100)}
        aria-valuetext={text}
        className={styles.track}
      >
        <div
          className={classNames(styles.bar, share === undefined && styles.unknown)}
          style={share === undefined ? undefined : { transform: `scaleX(${share})` }}
        />
      </div>
    </div>
  );
}
