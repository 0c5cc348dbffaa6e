import { initials } from '#client/lib/names.ts';
import styles from './avatar.module.css';
import { classNames } from './class-names.ts';

export interface AvatarProps {
  name: string;
  size?: 'small' | 'medium' | 'large';
}

const inks = [styles.first, styles.second, styles.third, styles.fourth];

/** Two letters in one of four quiet inks; hidden from screen readers, because the name stands beside it. */
export function Avatar({ name, size = 'medium' }: AvatarProps) {
  return (
    <span aria-hidden className={classNames(styles.avatar, styles[size], inks[inkOf(name)])}>
      {initials(name)}
    </span>
  );
}

/** The same person has the same ink on every page. */
function inkOf(name: string): number {
  let sum = 0;
  for (const letter of name.normalize('NFC')) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9_973;
  return sum % inks.length;
}
