import styles from './button.module.css';
import { classNames } from './class-names.ts';
import type { IconName } from './icon-paths.ts';

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger';
export type ButtonSize = 'small' | 'regular' | 'large';

/** How a button looks, whether it acts or leads somewhere. */
export interface ButtonLook {
  /** One primary act on a screen. */
  variant?: ButtonVariant | undefined;
  /** `small` only inside dense tables: it is below the comfortable size for a thumb. */
  size?: ButtonSize | undefined;
  /** As wide as its container. */
  wide?: boolean | undefined;
  icon?: IconName | undefined;
  iconAfter?: IconName | undefined;
}

export function buttonClass(
  { variant = 'secondary', size = 'regular', wide = false }: ButtonLook,
  className?: string,
): string {
  return classNames(
    styles.button,
    styles[variant],
    size !== 'regular' && styles[size],
    wide && styles.wide,
    className,
  );
}
