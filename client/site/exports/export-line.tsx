import { useTranslation } from 'react-i18next';
import { useFormat } from '#client/lib/use-format.ts';
import { ButtonLink } from '#client/ui/button-link.tsx';
import { ProgressBar } from '#client/ui/progress-bar.tsx';
import styles from './export-line.module.css';
import { type Export, useExport } from './use-export.ts';

export interface ExportLineProps {
  name: string;
  /** What it is good for. */
  use: string;
  addressOf(exportId: string): string;
  primary?: boolean;
}

/** One file to download: what it is for, and how far it has come. */
export function ExportLine({ name, use, addressOf, primary = false }: ExportLineProps) {
  const { t } = useTranslation('site-exports');
  const file = useExport();
  return (
    <li className={styles.line}>
      <div className={styles.texts}>
        <p className={styles.name}>{name}</p>
        <p className={styles.use}>{use}</p>
        {file.isBegun && <ExportState {...file} />}
      </div>
      <ButtonLink
        href={addressOf(file.exportId)}
        download
        icon="download"
        variant={primary ? 'primary' : 'secondary'}
        aria-label={t('downloadOf', { name })}
        onClick={file.begin}
      >
        {t('download')}
      </ButtonLink>
    </li>
  );
}

function ExportState({ progress }: Pick<Export, 'progress'>) {
  const { t } = useTranslation('site-exports');
  const format = useFormat();
  if (!progress) {
    return (
      <p className={styles.state} role="status">
        {t('preparing')}
      </p>
    );
  }
  const size = format.bytes(progress.sentBytes);
  switch (progress.state) {
    case 'working':
      return (
        <ProgressBar
          label={t('working')}
          value={progress.steps > 0 ? progress.done / progress.steps : undefined}
          valueText={t('workingSize', { size })}
        />
      );
    case 'done':
      return (
        <>
          <p className={styles.state} role="status">
            {t('done', { size })}
          </p>
          {progress.missing > 0 && (
            <p className={styles.failed} role="alert">
              {t('missing', { count: progress.missing })}
            </p>
          )}
        </>
      );
    case 'failed':
      return (
        <p className={styles.failed} role="alert">
          {t('failed')}
        </p>
      );
  }
}
