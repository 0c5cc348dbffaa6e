import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';
import { IconButton } from './icon-button.tsx';
import type { IconName } from './icon-paths.ts';
import styles from './toasts.module.css';
import {
  dismissToast,
  pauseToasts,
  resumeToasts,
  type ShownToast,
  shownToasts,
  subscribeToToasts,
  type Toast,
} from './toasts.store.ts';

const icons: Record<NonNullable<Toast['tone']>, IconName> = {
  neutral: 'info',
  success: 'check',
  warning: 'warning',
  danger: 'warning',
};

/** Stands once in a page. The region is there from the start, so that what appears in it is read out. */
export function Toasts() {
  const { t } = useTranslation('common');
  const toasts = useSyncExternalStore(subscribeToToasts, shownToasts);

  return (
    <section
      className={styles.region}
      aria-label={t('notices.region')}
      onMouseEnter={pauseToasts}
      onMouseLeave={resumeToasts}
      onFocus={pauseToasts}
      onBlur={resumeToasts}
    >
      <div role="status" aria-live="polite" aria-relevant="additions" className={styles.list}>
        {toasts.map((toast) => (
          <ToastCard key={toast.id} toast={toast} />
        ))}
      </div>
    </section>
  );
}

function ToastCard({ toast }: { toast: ShownToast }) {
  const { t } = useTranslation('common');
  const { id, text, tone = 'neutral', actionLabel, onAction } = toast;

  function act() {
    dismissToast(id);
    onAction?.();
  }

  return (
    <div className={classNames(styles.toast, styles[tone])}>
      <Icon name={icons[tone]} />
      <p className={styles.text}>{text}</p>
      {actionLabel && (
        <Button variant="quiet" onClick={act}>
          {actionLabel}
        </Button>
      )}
      <IconButton icon="close" label={t('notices.dismiss')} onClick={() => dismissToast(id)} />
    </div>
  );
}
