import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '#client/lib/http.ts';
import { useFormat } from '#client/lib/use-format.ts';
import { Banner } from '#client/ui/banner.tsx';
import { Button } from '#client/ui/button.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { ProgressBar } from '#client/ui/progress-bar.tsx';
import type { CertificateRunDto } from '#shared/features/certificate-issuing.ts';
import { can } from '#shared/roles.ts';
import { useSeries } from '../series/series-layout.tsx';
import styles from './certificates.module.css';
import { certificatesQuery } from './certificates.queries.ts';

/** How far the files are; a run that is done and whole is no news. */
export function RunProgress({ seriesId, run }: { seriesId: string; run: CertificateRunDto }) {
  const { t } = useTranslation('site-certificates');
  const { role } = useSeries();
  const format = useFormat();
  const client = useQueryClient();
  const { runId, state, total, ready, failed } = run;

  const move = useMutation({
    mutationFn: (name: 'pause' | 'resume') =>
      http('POST /api/series/:seriesId/certificate-runs/:runId/move', {
        params: { seriesId, runId },
        body: { move: name },
      }),
    onSettled: () => client.invalidateQueries(certificatesQuery(seriesId)),
  });

  // Each file that is ready is a line of the register that can be downloaded now.
  const seen = useRef(ready);
  useEffect(() => {
    if (seen.current === ready) return;
    seen.current = ready;
    void client.invalidateQueries({ queryKey: ['certificate-register', seriesId] });
  }, [client, seriesId, ready]);

  if (state === 'done' && failed === 0) return null;
  const isRunning = state === 'running';
  return (
    <section className={styles.run} aria-label={t(`run.${state}`)}>
      <ProgressBar
        label={t(`run.${state}`)}
        value={total === 0 ? 1 : ready / total}
        valueText={t('run.progress', { ready: format.number(ready), total: format.number(total) })}
      />
      {failed > 0 && <Banner tone="warning">{t('run.failed', { count: failed })}</Banner>}
      {isRunning && <p className={styles.note}>{t('run.background')}</p>}
      <FormError error={move.error ?? undefined} />
      {can(role, 'certificate.issue') && (
        <div>
          <Button
            icon={isRunning ? 'pause' : 'play'}
            pending={move.isPending}
            onClick={() => move.mutate(isRunning ? 'pause' : 'resume')}
          >
            {t(isRunning ? 'run.pause' : 'run.resume')}
          </Button>
        </div>
      )}
    </section>
  );
}
