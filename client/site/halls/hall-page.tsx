import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { Banner } from '#client/ui/banner.tsx';
import { ButtonLink } from '#client/ui/button-link.tsx';
import { EmptyState } from '#client/ui/empty-state.tsx';
import { PageHeader } from '#client/ui/page-header.tsx';
import { hasCode } from '../data/query-client.ts';
import { publicLink } from '../parts/addresses.ts';
import { LoadedPage } from '../parts/loaded.tsx';
import { usePageTitle } from '../parts/use-page-title.ts';
import { HallAdd } from './hall-add.tsx';
import { ConfirmInHall, RegisterHall } from './hall-entrance.tsx';
import { HallHistory } from './hall-history.tsx';
import styles from './hall-page.module.css';
import { HallRoll } from './hall-roll.tsx';
import { HallScreen } from './hall-screen.tsx';
import { HallSheets } from './hall-sheets.tsx';
import { myHallQuery } from './use-my-hall.ts';

/** Where somebody vouches for a hall, or confirms that they sit in one. */
export function HallPage() {
  const { t } = useTranslation('halls');
  const { code = '' } = useParams();
  const query = useQuery(myHallQuery(code));
  usePageTitle(t('title'));
  const isStranger = hasCode(query.error, 'not_signed_in') || hasCode(query.error, 'not_allowed');

  if (isStranger) {
    return (
      <EmptyState
        icon="people"
        title={t('title')}
        action={<ButtonLink href={publicLink(code)}>{t('toRoom')}</ButtonLink>}
      >
        {t('notSignedIn')}
      </EmptyState>
    );
  }
  return (
    <LoadedPage query={query}>
      {(mine) => (
        <div className={styles.page}>
          <PageHeader
            back={{ href: publicLink(code), label: mine.session.title }}
            title={mine.hall?.name ?? t('title')}
            lead={mine.hall?.place}
          />
          {mine.hall ? (
            <>
              {mine.hall.refusal ? (
                <Banner tone="danger" title={t('refusedByStaff')}>
                  {mine.hall.refusal.reason}
                </Banner>
              ) : (
                <>
                  {!mine.hall.confirmation && (
                    <Banner tone="info" title={t('waitingForStaff')}>
                      {t('waitingForStaffText')}
                    </Banner>
                  )}
                  <HallRoll code={code} mine={mine} hall={mine.hall} />
                  {mine.session.state !== 'ended' && (
                    <>
                      <HallScreen digits={mine.digits?.digits ?? ''} hall={mine.hall} />
                      <HallAdd code={code} />
                    </>
                  )}
                  <HallSheets code={code} hall={mine.hall} />
                </>
              )}
              <HallHistory code={code} hall={mine.hall} timeZone={mine.session.timeZone} />
            </>
          ) : (
            <>
              <ConfirmInHall code={code} />
              <RegisterHall code={code} />
            </>
          )}
        </div>
      )}
    </LoadedPage>
  );
}
