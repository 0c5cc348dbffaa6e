import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { addressOf } from '#client/lib/http.ts';
import { useFormat } from '#client/lib/use-format.ts';
import { ButtonLink } from '#client/ui/button-link.tsx';
import { EmptyState } from '#client/ui/empty-state.tsx';
import { Menu } from '#client/ui/menu.tsx';
import { Section } from '#client/ui/section.tsx';
import type { CertificateOverviewDto } from '#shared/features/certificate-issuing.ts';
import { can } from '#shared/roles.ts';
import { certificateTemplateAddress, issueCertificatesAddress } from '../parts/addresses.ts';
import { LoadedPart } from '../parts/loaded.tsx';
import { usePageTitle } from '../parts/use-page-title.ts';
import { useSeries } from '../series/series-layout.tsx';
import styles from './certificates.module.css';
import { certificatesQuery } from './certificates.queries.ts';
import { RegisterTable } from './register-table.tsx';
import { RunProgress } from './run-progress.tsx';
import { UnearnedNote } from './unearned-note.tsx';

export function CertificatesPage() {
  const { t } = useTranslation('site-certificates');
  const series = useSeries();
  usePageTitle(t('title'), series.title);
  const query = useQuery(certificatesQuery(series.seriesId));
  const mayIssue = can(series.role, 'certificate.issue');
  const isDesigned = (query.data?.template.version ?? 0) > 0;

  return (
    <Section
      title={t('title')}
      lead={t('lead')}
      actions={
        isDesigned && (
          <>
            {mayIssue && (
              <ButtonLink
                href={issueCertificatesAddress(series.seriesId)}
                icon="certificate"
                variant="primary"
              >
                {t('issue')}
              </ButtonLink>
            )}
            <ButtonLink href={certificateTemplateAddress(series.seriesId)} icon="edit">
              {t('template')}
            </ButtonLink>
          </>
        )
      }
    >
      <LoadedPart query={query}>
        {(overview) =>
          isDesigned ? (
            <Register overview={overview} />
          ) : (
            <EmptyState
              icon="certificate"
              title={t('noTemplate')}
              action={
                <ButtonLink href={certificateTemplateAddress(series.seriesId)} variant="primary" icon="edit">
                  {t('makeTemplate')}
                </ButtonLink>
              }
            >
              {t('noTemplateText')}
            </EmptyState>
          )
        }
      </LoadedPart>
    </Section>
  );
}

function Register({ overview }: { overview: CertificateOverviewDto }) {
  const { t } = useTranslation('site-certificates');
  const { seriesId } = useSeries();
  const { counts, runs } = overview;
  const states = ['valid', 'revoked', 'replaced', 'erased'] as const;
  const total = states.reduce((sum, state) => sum + counts[state], 0);
  if (total === 0) {
    return (
      <EmptyState icon="certificate" title={t('none')}>
        {t('noneText')}
      </EmptyState>
    );
  }
  return (
    <div className={styles.stack}>
      {runs.map((run) => (
        <RunProgress key={run.runId} seriesId={seriesId} run={run} />
      ))}
      <div className={styles.head}>
        <dl className={styles.counts}>
          {states
            .filter((state) => state === 'valid' || counts[state] > 0)
            .map((state) => (
              <div key={state}>
                <dt>{t(`facts.${state}`)}</dt>
                <dd>{t('count', { count: counts[state] })}</dd>
              </div>
            ))}
        </dl>
        <Downloads seriesId={seriesId} />
      </div>
      <UnearnedNote seriesId={seriesId} />
      <RegisterTable />
    </div>
  );
}

function Downloads({ seriesId }: { seriesId: string }) {
  const { t } = useTranslation('site-certificates');
  const { language } = useFormat();
  const register = (format: string) =>
    addressOf('/files/series/:seriesId/certificate-register', {
      params: { seriesId },
      query: { format, language },
    });
  return (
    <Menu
      label={t('downloads')}
      icon="download"
      items={[
        {
          label: t('zip'),
          href: addressOf('/files/series/:seriesId/certificates', {
            params: { seriesId },
            query: { language },
          }),
        },
        { label: t('xlsx'), href: register('xlsx') },
        { label: t('csv'), href: register('csv') },
        { label: t('print'), href: register('print') },
      ]}
    />
  );
}
