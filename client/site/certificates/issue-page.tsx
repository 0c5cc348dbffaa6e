import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { http } from '#client/lib/http.ts';
import { newId } from '#client/lib/new-id.ts';
import { Button } from '#client/ui/button.tsx';
import { ConfirmDialog } from '#client/ui/confirm-dialog.tsx';
import { EmptyState } from '#client/ui/empty-state.tsx';
import { PageHeader } from '#client/ui/page-header.tsx';
import { Section } from '#client/ui/section.tsx';
import { TextField } from '#client/ui/text-field.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import type { CertificateCandidateDto } from '#shared/features/certificate-issuing.ts';
import { certificatesAddress } from '../parts/addresses.ts';
import { LoadedPart } from '../parts/loaded.tsx';
import { usePageTitle } from '../parts/use-page-title.ts';
import { useSeries } from '../series/series-layout.tsx';
import { CandidateTable } from './candidate-table.tsx';
import styles from './certificates.module.css';
import { candidatesQuery } from './certificates.queries.ts';
import { keepRegister } from './keep-register.ts';
import { useToday } from './use-today.ts';

export function IssuePage() {
  const { t } = useTranslation('site-certificates');
  const series = useSeries();
  usePageTitle(t('issuing.title'), series.title);
  const query = useQuery(candidatesQuery(series.seriesId));
  return (
    <>
      <PageHeader
        back={{ href: certificatesAddress(series.seriesId), label: t('back') }}
        eyebrow={series.title}
        title={t('issuing.title')}
      />
      <p className={styles.lead}>{t('issuing.lead')}</p>
      <LoadedPart query={query}>
        {({ candidates, topicCount }) => <Issue candidates={candidates} topicCount={topicCount} />}
      </LoadedPart>
    </>
  );
}

function Issue({
  candidates,
  topicCount,
}: {
  candidates: readonly CertificateCandidateDto[];
  topicCount: number;
}) {
  const { t } = useTranslation('site-certificates');
  const { seriesId } = useSeries();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [clientId, setClientId] = useState(newId);
  const [issuedOn, setIssuedOn] = useState(useToday());
  const [isAsking, setIsAsking] = useState(false);
  const count = useMemo(
    () => ({
      waiting: candidates.filter((one) => one.qualifies && one.certificateId === null).length,
      certified: candidates.filter((one) => one.certificateId !== null).length,
      not: candidates.filter((one) => !one.qualifies && one.certificateId === null).length,
    }),
    [candidates],
  );

  const issue = useMutation({
    mutationFn: () =>
      http('POST /api/series/:seriesId/certificates', {
        params: { seriesId },
        body: { clientId, personIds: null, issuedOn },
      }),
    onSuccess: (run) => {
      keepRegister(client, seriesId);
      setClientId(newId());
      showToast({ text: t('issuing.done', { count: run.total }), tone: 'success' });
      void navigate(certificatesAddress(seriesId));
    },
  });

  return (
    <div className={styles.stack}>
      <section className={styles.summary} aria-label={t('issuing.title')}>
        {count.waiting > 0 ? (
          <>
            <p className={styles.figure}>{t('issuing.qualified', { count: count.waiting })}</p>
            <p className={styles.note}>
              {[
                count.certified > 0 && t('issuing.certified', { count: count.certified }),
                count.not > 0 && t('issuing.notQualified', { count: count.not }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
            <div className={styles.issue}>
              <TextField
                label={t('issuing.issuedOn')}
                type="date"
                error={issuedOn === '' ? t('issuing.issuedOnWrong') : undefined}
                value={issuedOn}
                onChange={setIssuedOn}
              />
              <Button
                variant="primary"
                icon="certificate"
                disabled={issuedOn === ''}
                onClick={() => setIsAsking(true)}
              >
                {t('issuing.all', { count: count.waiting })}
              </Button>
            </div>
          </>
        ) : (
          <EmptyState
            icon="certificate"
            title={t(count.certified > 0 ? 'issuing.allCertified' : 'issuing.nobody')}
          >
            {t('issuing.nobodyText')}
          </EmptyState>
        )}
      </section>
      {candidates.length > 0 && (
        <Section title={t('issuing.list')}>
          <CandidateTable candidates={candidates} topicCount={topicCount} issuedOn={issuedOn} />
        </Section>
      )}
      <ConfirmDialog
        open={isAsking}
        onClose={() => setIsAsking(false)}
        title={t('issuing.confirmTitle', { count: count.waiting })}
        confirmLabel={t('issuing.confirm')}
        onConfirm={async () => {
          await issue.mutateAsync();
        }}
      >
        {t('issuing.confirmText')}
      </ConfirmDialog>
    </div>
  );
}
