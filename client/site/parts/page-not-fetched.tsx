import { useTranslation } from 'react-i18next';
import { useErrorText } from '#client/lib/error-text.ts';
import { Banner } from '#client/ui/banner.tsx';
import { Button } from '#client/ui/button.tsx';
import { appError } from '#shared/errors.ts';
import styles from './page-not-fetched.module.css';

/** Stands where the code of a page could not be fetched: within the frame of the site, or of the series it belongs to. */
export function PageNotFetched() {
  const { t } = useTranslation(['site-parts', 'common']);
  const errorText = useErrorText();
  return (
    <div className={styles.place}>
      <Banner
        tone="warning"
        title={t('problem.title')}
        action={<Button onClick={() => location.reload()}>{t('common:reload')}</Button>}
      >
        {errorText(appError('offline'))}
      </Banner>
    </div>
  );
}
