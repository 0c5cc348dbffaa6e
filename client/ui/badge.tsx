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
  /** From here on "99+": where there is room for two digits. */
  max?: number;
}

export function Badge({ count, label, tone = 'accent', max = Number.POSITIVE_INFINITY }: BadgeProps) {
  const format = useFormat();
  return (
    <span className={classNames(styles.badge, styles[tone])}>
      <span aria-hidden={label !== undefined || undefined}>
        {count > max ? `${format.number(max)}+` : format.number(count)}
      </span>
      {label !== undefined && <VisuallyHidden>{label}</VisuallyHidden>}
    </span>
  );
}
