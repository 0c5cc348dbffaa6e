import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#client/lib/use-format.ts';
import { ButtonLink } from '#client/ui/button-link.tsx';
import { EmptyState } from '#client/ui/empty-state.tsx';
import { Section } from '#client/ui/section.tsx';
import type { MeDto } from '#shared/features/accounts.ts';
import type { SeriesSummaryDto } from '#shared/features/catalog.ts';
import { can, isStaff } from '#shared/roles.ts';
import { seriesListQuery } from '../data/queries.ts';
import { newSeriesAddress, ownCertificatesAddress, roomAddress, seriesAddress } from '../parts/addresses.ts';
import { LoadedPage } from '../parts/loaded.tsx';
import { RuledItem, RuledList } from '../parts/ruled-list.tsx';
import { usePageTitle } from '../parts/use-page-title.ts';
import { EnterCodeForm } from './enter-code-form.tsx';
import styles from './my-series.module.css';
import { findNextSession } from './next-session.ts';
import { NextSessionHead } from './next-session-head.tsx';

export function MySeries({ me }: { me: MeDto }) {
  const { t } = useTranslation('site-home');
  usePageTitle(t('title'));
  const query = useQuery(seriesListQuery);
  const mayCreate = me.platformRole !== 'none' && can(me.platformRole, 'series.create');

  return (
    <LoadedPage query={query}>
      {({ series }) => {
        const current = series.filter(({ archived }) => !archived);
        const archived = series.filter((one) => one.archived);
        const next = findNextSession(series);
        const create = (variant: 'primary' | 'secondary') => (
          <ButtonLink href={newSeriesAddress} icon="plus" variant={variant}>
            {t('create')}
          </ButtonLink>
        );
        return (
          <>
            {next ? <NextSessionHead next={next} /> : <h1>{t('title')}</h1>}
            <Section
              title={t('series')}
              actions={mayCreate && current.length > 0 && create(next ? 'secondary' : 'primary')}
            >
              {current.length === 0 ? (
                <EmptyState icon="book" title={t('none')} action={mayCreate && create('primary')}>
                  {mayCreate ? t('noneOrganiser') : t('noneOther')}
                </EmptyState>
              ) : (
                <SeriesLines series={current} />
              )}
            </Section>
            {archived.length > 0 && (
              <details className={styles.archived}>
                <summary>{t('archivedCount', { count: archived.length })}</summary>
                <SeriesLines series={archived} />
              </details>
            )}
            {!mayCreate && (
              <p className={styles.own}>
                <ButtonLink href={ownCertificatesAddress} icon="certificate">
                  {t('certificates')}
                </ButtonLink>
              </p>
            )}
            {!mayCreate && (
              <Section title={t('code.title')} lead={t('code.lead')}>
                <div className={styles.code}>
                  <EnterCodeForm />
                </div>
              </Section>
            )}
          </>
        );
      }}
    </LoadedPage>
  );
}

function SeriesLines({ series }: { series: readonly SeriesSummaryDto[] }) {
  return (
    <RuledList>
      {series.map((one) => (
        <SeriesLine key={one.seriesId} series={one} />
      ))}
    </RuledList>
  );
}

function SeriesLine({ series }: { series: SeriesSummaryDto }) {
  const { t } = useTranslation(['site-home', 'site-parts']);
  const format = useFormat(series.timeZone);
  const { nextSession, role } = series;
  // A learner has no business behind the scenes: for them a series is its next session.
  const href = isStaff(role) ? seriesAddress(series.seriesId) : nextSession && roomAddress(nextSession.code);
  const next = nextSession
    ? nextSession.state === 'live'
      ? t('nowSession', { title: nextSession.title })
      : t('nextSession', { title: nextSession.title, when: format.dateTime(nextSession.plannedStartsAt) })
    : t('noNext');
  return (
    <RuledItem
      title={
        href ? (
          <a className={styles.title} href={href}>
            {series.title}
          </a>
        ) : (
          series.title
        )
      }
      notes={[
        t(`site-parts:role.${role}`),
        t('topics', { count: series.topicCount }),
        t('sessions', { count: series.sessionCount }),
        ...(isStaff(role) ? [t('enrolled', { count: series.enrolledCount })] : []),
      ]}
    >
      <p>{next}</p>
    </RuledItem>
  );
}
