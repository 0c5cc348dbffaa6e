import { Icon } from '#client/ui/icon.tsx';
import type { IconName } from '#client/ui/icon-paths.ts';
import styles from './band-button.module.css';

export interface BandButtonProps {
  icon: IconName;
  /** Under the icon. */
  text: string;
  /** The whole act, spoken and as a tooltip. */
  label: string;
  pressed?: boolean;
  tone?: 'plain' | 'warning' | 'danger' | 'go';
  disabled?: boolean;
  /** Left out where the screen is too narrow for everything: there it stands under "More". */
  isSpare?: boolean;
  'aria-expanded'?: boolean;
  'aria-controls'?: string | undefined;
  onClick: () => void;
}

/** A control on the dark band under the stage: an icon with its word. */
export function BandButton({
  icon,
  text,
  label,
  pressed,
  tone = 'plain',
  disabled,
  isSpare,
  onClick,
  ...disclosure
}: BandButtonProps) {
  // Whoever speaks to their computer says the word they see: the name has to contain it.
  const name = label.toLowerCase().includes(text.toLowerCase()) ? label : `${text}: ${label}`;
  return (
    <button
      {...disclosure}
      type="button"
      className={styles.button}
      data-tone={tone}
      data-spare={isSpare || undefined}
      aria-label={name}
      aria-pressed={pressed}
      title={label}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={icon} size={22} />
      <span className={styles.text} aria-hidden>
        {text}
      </span>
    </button>
  );
}
