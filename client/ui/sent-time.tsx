import { useTranslation } from 'react-i18next';
import { useFormat } from '#client/lib/use-format.ts';
import type { WrittenTime } from '#shared/written-time.ts';

/** When something was sent, and when it was written where that was earlier: on a phone without a network, say. */
export function SentTime({
  sentAt,
  written,
  timeZone,
}: {
  sentAt: string;
  written: WrittenTime;
  timeZone: string;
}) {
  const { t } = useTranslation('common');
  const f = useFormat(timeZone);
  const sent = f.time(sentAt);
  const wrote = written && f.time(written.at);
  // Within one minute there is nothing to tell apart.
  if (wrote === null || wrote === sent) return <time dateTime={sentAt}>{sent}</time>;
  return (
    <time dateTime={written?.at}>
      {t(written?.rough ? 'writtenAbout' : 'writtenAt', { written: wrote, sent })}
    </time>
  );
}
