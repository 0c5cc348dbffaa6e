import { type ReactNode, useId } from 'react';
import { classNames } from './class-names.ts';
import styles from './progress-bar.module.css';

export interface MeterProps {
  label: ReactNode;
  value: number;
  max: number;
  /** The figure with its unit, "62 of 90 minutes": drawn and spoken. */
  valueText: string;
  tone?: 'accent' | 'success' | 'warning' | 'danger';
}

/** How much of something there is; for how far an act has come, see `ProgressBar`. */
export function Meter({ label, value, max, valueText, tone = 'accent' }: MeterProps) {
  const labelId = useId();
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;

  return (
    <div className={styles.progress}>
      <div className={styles.texts}>
        <span id={labelId}>{label}</span>
        <span className={styles.value}>{valueText}</span>
      </div>
      <meter className={styles.hidden} aria-labelledby={labelId} max={max} value={value}>
        {valueText}
      </meter>
      <div aria-hidden className={styles.track}>
        <div
          className={classNames(styles.bar, tone !== 'accent' && styles[tone])}
          style={{ transform: `scaleX(${share})` }}
        />
      </div>
    </div>
  );
}
