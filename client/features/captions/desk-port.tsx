import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '#client/lib/error-text.ts';
import { formatTime } from '#client/lib/format.ts';
import { http } from '#client/lib/http.ts';
import { useLanguage } from '#client/lib/i18n.ts';
import { Button } from '#client/ui/button.tsx';
import { CopyField } from '#client/ui/copy-field.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import type { CaptionPortDto } from '#shared/features/captions.ts';
import styles from './caption-desk.module.css';

/** The door for a captioning service: opened, shown once, renewed and closed here. */
export function DeskPort({ sessionId, timeZone }: { sessionId: string; timeZone: string }) {
  const { t } = useTranslation('captions');
  const [language] = useLanguage();
  const errorText = useErrorText();
  const [port, setPort] = useState<CaptionPortDto | null>();
  const [url, setUrl] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);

  useEffect(() => {
    const caller = new AbortController();
    http('GET /api/sessions/:sessionId/caption-port', {
      params: { sessionId },
      signal: caller.signal,
    }).then(
      (answer) => setPort(answer.port),
      // The buttons say what is wrong when they are pressed.
      () => !caller.signal.aborted && setPort(null),
    );
    return () => caller.abort();
  }, [sessionId]);

  async function attempt(act: () => Promise<void>) {
    setIsBusy(true);
    try {
      await act();
    } catch (error) {
      showToast({ text: errorText(error), tone: 'danger' });
    } finally {
      setIsBusy(false);
    }
  }

  const open = () =>
    attempt(async () => {
      const opened = await http('POST /api/sessions/:sessionId/caption-port', { params: { sessionId } });
      setPort(opened.port);
      setUrl(opened.url);
    });

  const close = () =>
    attempt(async () => {
      await http('DELETE /api/sessions/:sessionId/caption-port', { params: { sessionId } });
      setPort(null);
      setUrl(undefined);
    });

  const state = !port
    ? t('port.isClosed')
    : port.lastUsedAt
      ? t('port.used', { time: formatTime(port.lastUsedAt, { timeZone, language }) })
      : t('port.isOpen');

  return (
    <div className={styles.panel}>
      <p className={styles.note}>{t('port.text')}</p>
      <p role="status">{port !== undefined && state}</p>
      {url && <CopyField label={t('port.address')} value={url} hint={t('port.once')} />}
      <div className={styles.acts}>
        <Button pending={isBusy} icon="link" onClick={() => void open()}>
          {port ? t('port.renew') : t('port.open')}
        </Button>
        {port && (
          <Button variant="quiet" disabled={isBusy} onClick={() => void close()}>
            {t('port.close')}
          </Button>
        )}
      </div>
    </div>
  );
}
