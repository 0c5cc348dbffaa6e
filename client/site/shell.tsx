import { type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { DisplayMenu } from '#client/ui/display-menu.tsx';
import { Icon } from '#client/ui/icon.tsx';
import { PageLoading } from '#client/ui/loading.tsx';
import styles from './shell.module.css';
import { mainId, useArrival } from './use-arrival.ts';
import { useLinkNavigation } from './use-link-navigation.ts';

export interface ShellProps {
  /** Who is signed in, and the way out; or the way in. */
  account?: ReactNode;
  children: ReactNode;
}

/** What stands around every page of the site. */
export function Shell({ account, children }: ShellProps) {
  const { t } = useTranslation('common');
  useLinkNavigation();
  useArrival();

  return (
    <div className={styles.shell}>
      <a className={styles.skip} href={`#${mainId}`}>
        {t('skipToContent')}
      </a>
      <header className={styles.header}>
        <div className={styles.bar}>
          <a className={styles.brand} href="/" aria-label={`Lectern, ${t('home')}`}>
            <Icon name="lectern" size={28} />
            <span>Lectern</span>
          </a>
          <div className={styles.tools}>
            <DisplayMenu />
            {account}
          </div>
        </div>
      </header>
      <main id={mainId} className={styles.main} tabIndex={-1}>
        <Suspense fallback={<PageLoading />}>{children}</Suspense>
      </main>
      <footer className={styles.footer}>
        <div className={styles.imprint}>
          <p>{t('footer.about')}</p>
          <p>
            <a href="/notices.txt" data-reload="">
              {t('footer.notices')}
            </a>
          </p>
        </div>
      </footer>
    </div>
  );
}
