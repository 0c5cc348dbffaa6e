import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '#client/lib/http.ts';
import { Button } from '#client/ui/button.tsx';
import { Skeleton } from '#client/ui/loading.tsx';
import { Tabs } from '#client/ui/tabs.tsx';
import { TextField } from '#client/ui/text-field.tsx';
import type { CertificateDesign } from '#shared/features/certificate-template.ts';
import { useSeries } from '../series/series-layout.tsx';
import styles from './certificates.module.css';

/** Whoever types is not drawn for at every letter. */
const QUIET_MS = 700;

/** The paper as it would be, drawn by the server from the design as it stands in the form. */
export function CertificatePreview({ design, isRight }: { design: CertificateDesign; isRight: boolean }) {
  const { t } = useTranslation(['site-certificates', 'common']);
  const { seriesId } = useSeries();
  const [name, setName] = useState('Nguyễn Thị Hoà');
  const [page, setPage] = useState(1);
  const wanted = useQuiet(JSON.stringify({ design, name: name.trim() || 'Nguyễn Thị Hoà', page }));

  const query = useQuery({
    queryKey: ['certificate-preview', seriesId, wanted],
    queryFn: ({ signal }) =>
      http('POST /api/series/:seriesId/certificate-preview', {
        params: { seriesId },
        body: {
          personId: null,
          ...(JSON.parse(wanted) as { design: CertificateDesign; name: string; page: number }),
        },
        signal,
      }),
    enabled: isRight,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });
  const pages = Array.from({ length: query.data?.pageCount ?? 1 }, (_, index) => index + 1);

  return (
    <section className={styles.preview} aria-labelledby="design-preview">
      <h2 id="design-preview">{t('design.preview')}</h2>
      <TextField
        label={t('design.previewName')}
        hint={t('design.previewNameHint')}
        maxLength={60}
        value={name}
        onChange={setName}
      />
      {query.data ? (
        <Tabs
          label={t('design.preview')}
          selected={String(page)}
          onSelect={(id) => setPage(Number(id))}
          tabs={pages.map((number) => ({
            id: String(number),
            label: t('design.page', { page: number }),
            panel: (
              <img
                className={styles.page}
                width={1080}
                height={764}
                src={query.data.picture}
                alt={t('design.previewAlt', { page: number, name })}
              />
            ),
          }))}
        />
      ) : (
        !query.isError && (
          <div className={styles.sheet}>
            <Skeleton lines={3} />
          </div>
        )
      )}
      <p role="status" className={styles.note}>
        {query.isError && t('design.previewFailed')}
      </p>
      {query.isError && (
        <div>
          <Button icon="refresh" pending={query.isFetching} onClick={() => void query.refetch()}>
            {t('common:retry')}
          </Button>
        </div>
      )}
    </section>
  );
}

/** The value once it has stood still for a moment. */
function useQuiet(value: string): string {
  const [quiet, setQuiet] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setQuiet(value), QUIET_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return quiet;
}
