import { useTranslation } from 'react-i18next';
import { ButtonLink } from '#client/ui/button-link.tsx';
import { usePageTitle } from '../parts/use-page-title.ts';
import { EnterCodeForm } from './enter-code-form.tsx';
import styles from './welcome.module.css';

/** For whoever is not signed in: learners who were given a code first, they are the many. */
export function Welcome() {
  const { t } = useTranslation(['site-home', 'common']);
  usePageTitle();
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>{t('welcome.title')}</h1>
        <p className={styles.lead}>{t('welcome.lead')}</p>
      </header>
      <section className={styles.door}>
        <h2>{t('code.title')}</h2>
        <p>{t('code.lead')}</p>
        <EnterCodeForm isMain />
      </section>
      <section className={styles.staff}>
        <h2>{t('welcome.staff')}</h2>
        <p>{t('welcome.staffText')}</p>
        <div>
          <ButtonLink href="/sign-in" icon="sign-in">
            {t('common:signIn')}
          </ButtonLink>
        </div>
      </section>
    </div>
  );
}
