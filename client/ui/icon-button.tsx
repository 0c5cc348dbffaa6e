import type { ButtonHTMLAttributes, MouseEvent, Ref } from 'react';
import styles from './button.module.css';
import { type ButtonSize, type ButtonVariant, buttonClass } from './button-look.ts';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icon-paths.ts';
import { Spinner } from './loading.tsx';

export interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  icon: IconName;
  /** Spoken, and shown as a tooltip; written beside the icon with `showLabel`. */
  label: string;
  showLabel?: boolean;
  /** For a button that stays down: a screen reader says so. */
  pressed?: boolean;
  variant?: ButtonVariant;
  size?: ButtonSize;
  pending?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

export function IconButton({
  icon,
  label,
  showLabel = false,
  pressed,
  variant = 'quiet',
  size,
  pending = false,
  className,
  onClick,
  ...rest
}: IconButtonProps) {
  function handleClick(event: MouseEvent<HTMLButtonElement>) {
    if (!pending) onClick?.(event);
  }

  return (
    <button
      {...rest}
      type="button"
      className={buttonClass(
        { variant, size },
        classNames(!showLabel && styles.iconOnly, pressed && styles.pressed, className),
      )}
      aria-label={showLabel ? undefined : label}
      aria-pressed={pressed}
      aria-disabled={pending || undefined}
      aria-busy={pending || undefined}
      title={showLabel ? undefined : label}
      onClick={handleClick}
    >
      {pending ? <Spinner /> : <Icon name={icon} />}
      {showLabel && <span className={styles.text}>{label}</span>}
    </button>
  );
}
