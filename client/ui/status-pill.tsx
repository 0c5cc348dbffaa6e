import type { ReactNode } from 'react';
import styles from './badge.module.css';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icon-paths.ts';
import type { Tone } from './tone.ts';

export interface StatusPillProps {
  children: ReactNode;
  tone?: Tone;
  icon?: IconName;
}

/** The state of a thing in a word or two; the colour only repeats what the word says. */
export function StatusPill({ children, tone = 'neutral', icon }: StatusPillProps) {
  return (
    <span className={classNames(styles.pill, styles[tone])}>
      {icon && <Icon name={icon} size={16} />}
      {children}
    </span>
  );
}
