import { useQuery } from '@tanstack/react-query';
import { createContext, Suspense, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useParams } from 'react-router';
import { PageLoading } from '#client/ui/loading.tsx';
import { PageHeader } from '#client/ui/page-header.tsx';
import { StatusPill } from '#client/ui/status-pill.tsx';
import type { SeriesDto } from '#shared/features/catalog.ts';
import { can } from '#shared/roles.ts';
import { seriesQuery } from '../data/queries.ts';
import {
  auditAddress,
  certificatesAddress,
  learnersAddress,
  objectionsAddress,
  peopleAddress,
  resultsAddress,
  ruleAddress,
  seriesAddress,
  seriesExportsAddress,
} from '../parts/addresses.ts';
import { LoadedPage } from '../parts/loaded.tsx';
import { LocalNav } from '../parts/local-nav.tsx';
import { SeriesMenu } from './series-menu.tsx';

const SeriesContext = createContext<SeriesDto | null>(null);

/** Reads the series for all pages within it. */
export function SeriesScope() {
  const { seriesId = '' } = useParams();
  const query = useQuery(seriesQuery(seriesId));
  return (
    <LoadedPage query={query}>
      {(series) => (
        <SeriesContext value={series}>
          <Outlet />
        </SeriesContext>
      )}
    </LoadedPage>
  );
}

/** The head of the series' own pages; what stands within a series has a head of its own. */
export function SeriesLayout() {
  const { t } = useTranslation(['site-series', 'site-objections', 'site-rule']);
  const series = useSeries();
  const { seriesId } = series;
  return (
    <>
      <PageHeader
        back={{ href: '/', label: t('back') }}
        eyebrow={t('eyebrow')}
        status={series.archived && <StatusPill>{t('archived')}</StatusPill>}
        title={series.title}
        actions={<SeriesMenu series={series} />}
      />
      <LocalNav
        label={t('nav')}
        links={[
          { href: seriesAddress(seriesId), label: t('programme') },
          { href: learnersAddress(seriesId), label: t('learners') },
          { href: resultsAddress(seriesId), label: t('results') },
          { href: objectionsAddress(seriesId), label: t('site-objections:nav') },
          { href: ruleAddress(seriesId), label: t('site-rule:nav') },
          { href: certificatesAddress(seriesId), label: t('certificates') },
          { href: peopleAddress(seriesId), label: t('people') },
          { href: seriesExportsAddress(seriesId), label: t('exports') },
          ...(can(series.role, 'audit.read') ? [{ href: auditAddress(seriesId), label: t('log') }] : []),
        ]}
      />
      <Suspense fallback={<PageLoading />}>
        <Outlet />
      </Suspense>
    </>
  );
}

export function useSeries(): SeriesDto {
  const series = useContext(SeriesContext);
  if (!series) throw new Error('useSeries stands outside <SeriesLayout>');
  return series;
}
