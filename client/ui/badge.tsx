import { useFormat } from '#client/lib/use-format.ts';
import styles from './badge.module.css';
import { classNames } from './class-names.ts';
import type { Tone } from './tone.ts';
import { VisuallyHidden } from './visually-hidden.tsx';

export interface BadgeProps {
  count: number;
  /** The whole of it in words, "3 new questions": said instead of the bare number. */
  label?: string;
  tone?: Tone;
}

export function Badge({ count, label, tone = 'accent' }: BadgeProps) {
  const format = useFormat();
  return (
    <span className={classNames(styles.badge, styles[tone])}>
      <span aria-hidden={label !== undefined || undefined}>{format.number(count)}</span>
      {label !== undefined && <VisuallyHidden>{label}</VisuallyHidden>}
    </span>
  );
}
