import { useTranslation } from 'react-i18next';
import { ButtonLink } from '#client/ui/button-link.tsx';
import { PageHeader } from '#client/ui/page-header.tsx';
import { usePageTitle } from '../parts/use-page-title.ts';
import styles from './not-found-page.module.css';

export function NotFoundPage() {
  const { t } = useTranslation('common');
  usePageTitle(t('notFound.title'));

  return (
    <div className={styles.page}>
      <PageHeader title={t('notFound.title')} lead={t('notFound.text')} />
      <p>
        <ButtonLink href="/" variant="primary" size="large">
          {t('notFound.home')}
        </ButtonLink>
      </p>
    </div>
  );
}
