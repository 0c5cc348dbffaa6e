import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './banner.module.css';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';
import { IconButton } from './icon-button.tsx';
import type { IconName } from './icon-paths.ts';

export type BannerTone = 'info' | 'success' | 'warning' | 'danger';

export interface BannerProps {
  tone?: BannerTone;
  title?: string;
  children?: ReactNode;
  action?: ReactNode;
  onDismiss?: () => void;
  /** Read out at once when it appears: only for what changes what a person should do now. */
  live?: boolean;
}

const icons: Record<BannerTone, IconName> = {
  info: 'info',
  success: 'check',
  warning: 'warning',
  danger: 'warning',
};

/** Stays in its place until what it speaks of is over. */
export function Banner({ tone = 'info', title, children, action, onDismiss, live = false }: BannerProps) {
  const { t } = useTranslation('common');
  return (
    <div className={classNames(styles.banner, styles[tone])} role={live ? 'alert' : undefined}>
      <Icon name={icons[tone]} />
      <div className={styles.content}>
        <div className={styles.texts}>
          {title && <p className={styles.title}>{title}</p>}
          {children && <div>{children}</div>}
        </div>
        {action && <div className={styles.action}>{action}</div>}
      </div>
      {onDismiss && <IconButton icon="close" label={t('dismiss')} onClick={onDismiss} />}
    </div>
  );
}
