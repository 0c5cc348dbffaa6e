import { useTranslation } from 'react-i18next';
import { classNames } from './class-names.ts';
import styles from './loading.module.css';

export interface SpinnerProps {
  /** Says to screen readers what is awaited; leave it out where the text beside it says it. */
  label?: string;
  size?: 'text' | 'large';
}

export function Spinner({ label, size = 'text' }: SpinnerProps) {
  const named = label === undefined ? { 'aria-hidden': true } : { role: 'status', 'aria-label': label };
  return <span {...named} className={classNames(styles.spinner, size === 'large' && styles.large)} />;
}

export interface SkeletonProps {
  lines?: number;
}

/** Stands where text will stand, so that the page does not jump. */
export function Skeleton({ lines = 3 }: SkeletonProps) {
  const { t } = useTranslation('common');
  return (
    <div role="status" aria-label={t('loading')} className={styles.skeleton}>
      {Array.from({ length: lines }, (_, index) => index).map((line) => (
        <span key={line} className={styles.line} />
      ))}
    </div>
  );
}

export function PageLoading() {
  const { t } = useTranslation('common');
  return (
    <div className={styles.page}>
      <Spinner size="large" />
      <p role="status">{t('loading')}</p>
    </div>
  );
}
