import { useTranslation } from 'react-i18next';
import { useErrorText } from '#client/lib/error-text.ts';
import { useStore } from '#client/lib/store.ts';
import { useFormat } from '#client/lib/use-format.ts';
import { Button } from '#client/ui/button.tsx';
import { classNames } from '#client/ui/class-names.ts';
import { FieldError } from '#client/ui/form-error.tsx';
import { IconButton } from '#client/ui/icon-button.tsx';
import { ProgressBar } from '#client/ui/progress-bar.tsx';
import { isPassing } from '../data/query-client.ts';
import styles from './topic-page.module.css';
import type { Upload } from './uploads.store.ts';
import { uploads } from './uploads.ts';

export function UploadList({ topicId }: { topicId: string }) {
  const { t } = useTranslation('site-materials');
  const all = useStore(uploads.list);
  const own = all.filter((upload) => upload.topicId === topicId);
  if (own.length === 0) return null;
  return (
    <ul className={styles.uploads} aria-label={t('uploads')}>
      {own.map((upload) => (
        <li
          key={upload.uploadId}
          className={classNames(styles.upload, isPassing(upload.error) && styles.failed)}
        >
          {upload.state === 'failed' ? <Failed upload={upload} /> : <OnItsWay upload={upload} />}
        </li>
      ))}
    </ul>
  );
}

function OnItsWay({ upload: { uploadId, file, sentBytes, state } }: { upload: Upload }) {
  const { t } = useTranslation('site-materials');
  const format = useFormat();
  const hasArrived = sentBytes >= file.size;
  const progress = t('progress', { sent: format.bytes(sentBytes), all: format.bytes(file.size) });
  const text = state === 'waiting' ? t('waiting') : hasArrived ? t('arrived') : progress;
  return (
    <>
      <ProgressBar
        label={file.name}
        value={hasArrived && state === 'sending' ? undefined : sentBytes / Math.max(1, file.size)}
        valueText={text}
      />
      <IconButton
        icon="close"
        label={t('cancel', { name: file.name })}
        onClick={() => uploads.remove(uploadId)}
      />
    </>
  );
}

function Failed({ upload: { uploadId, file, error } }: { upload: Upload }) {
  const { t } = useTranslation(['site-materials', 'common']);
  const errorText = useErrorText();
  return (
    <>
      <div role="alert">
        <p className={styles.fileName}>{file.name}</p>
        <FieldError>{errorText(error)}</FieldError>
      </div>
      <div className={styles.acts}>
        {isPassing(error) && (
          <Button
            icon="refresh"
            aria-label={t('retry', { name: file.name })}
            onClick={() => uploads.retry(uploadId)}
          >
            {t('common:retry')}
          </Button>
        )}
        <IconButton
          icon="close"
          label={t('forget', { name: file.name })}
          onClick={() => uploads.remove(uploadId)}
        />
      </div>
    </>
  );
}
