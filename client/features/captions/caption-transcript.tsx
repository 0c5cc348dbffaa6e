import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '#client/lib/error-text.ts';
import { formatTime } from '#client/lib/format.ts';
import { http } from '#client/lib/http.ts';
import { useLanguage } from '#client/lib/i18n.ts';
import { Banner } from '#client/ui/banner.tsx';
import { Button } from '#client/ui/button.tsx';
import { Skeleton } from '#client/ui/loading.tsx';
import type { CaptionDto } from '#shared/features/captions.ts';
import styles from './caption-dialog.module.css';

export interface CaptionTranscriptProps {
  sessionId: string;
  language: string;
  timeZone: string;
  /** What comes while one reads. */
  latest: readonly CaptionDto[];
}

/** All that was said in one language, from the beginning; the end grows while one reads. */
export function CaptionTranscript({ sessionId, language, timeZone, latest }: CaptionTranscriptProps) {
  const { t } = useTranslation(['captions', 'common']);
  const [pageLanguage] = useLanguage();
  const errorText = useErrorText();
  const [read, setRead] = useState<{ captions: readonly CaptionDto[]; more: boolean }>();
  const [after, setAfter] = useState<string>();
  const [failure, setFailure] = useState<unknown>();

  useEffect(() => {
    const caller = new AbortController();
    const query = after === undefined ? { language } : { language, after };
    http('GET /api/sessions/:sessionId/captions', {
      params: { sessionId },
      query,
      signal: caller.signal,
    }).then(
      ({ captions, more }) =>
        setRead((last) => ({ captions: [...(last?.captions ?? []), ...captions], more })),
      (thrown: unknown) => !caller.signal.aborted && setFailure(thrown),
    );
    return () => caller.abort();
  }, [sessionId, language, after]);

  if (failure) return <Banner tone="danger">{errorText(failure)}</Banner>;
  if (!read) return <Skeleton lines={4} />;
  const known = new Set(read.captions.map(({ captionId }) => captionId));
  const fresh = read.more
    ? []
    : latest.filter((caption) => caption.language === language && !known.has(caption.captionId));
  return (
    <>
      <div className={styles.lines} lang={language}>
        {[...read.captions, ...fresh].map(({ captionId, startedAt, text }) => (
          <div key={captionId} className={styles.line}>
            <time dateTime={startedAt}>{formatTime(startedAt, { timeZone, language: pageLanguage })}</time>
            <p>{text}</p>
          </div>
        ))}
      </div>
      {read.more && <Button onClick={() => setAfter(read.captions.at(-1)?.captionId)}>{t('more')}</Button>}
    </>
  );
}
