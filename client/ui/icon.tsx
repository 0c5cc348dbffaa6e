import { classNames } from './class-names.ts';
import styles from './icon.module.css';
import { type IconName, type IconPath, iconPaths } from './icon-paths.ts';

export interface IconProps {
  name: IconName;
  /** Pixels, or a CSS length; by default a little larger than the text it stands in. */
  size?: number | string;
  /** Only where the icon stands alone: with a text beside it, it is hidden from screen readers. */
  label?: string;
  className?: string | undefined;
}

export function Icon({ name, size, label, className }: IconProps) {
  const { d, filled }: IconPath = iconPaths[name];
  const frame = {
    className: classNames(styles.icon, className),
    viewBox: '0 0 24 24',
    // A width set as an attribute would lose to the stylesheet.
    style: size === undefined ? undefined : { width: size, height: size },
  };
  const path = <path d={d} className={filled ? styles.filled : undefined} />;

  if (label === undefined) {
    return (
      <svg {...frame} aria-hidden="true">
        {path}
      </svg>
    );
  }
  return (
    <svg {...frame} role="img">
      <title>{label}</title>
      {path}
    </svg>
  );
}
