import { useTranslation } from 'react-i18next';
import { useFormat } from '#client/lib/use-format.ts';
import { useNow } from '#client/lib/use-now.ts';
import type { SessionDto } from '#shared/features/catalog.ts';

/** Beyond this a count of hours says less than the date beside it. */
const COUNT_FROM_MS = 24 * 60 * 60_000;
const SOON_MS = 60_000;

/** How long until a session is planned to start; nothing for days ahead. */
export function StartsIn({ session, nowMs = Date.now }: { session: SessionDto; nowMs?: () => number }) {
  const { t } = useTranslation('room');
  const f = useFormat(session.timeZone);
  const leftMs = Date.parse(session.plannedStartsAt) - useNow(nowMs);
  if (leftMs > COUNT_FROM_MS) return null;
  if (leftMs <= 0) return <>{t('entry.late')}</>;
  if (leftMs < SOON_MS) return <>{t('entry.startsSoon')}</>;
  return <>{t('entry.startsIn', { duration: f.duration(leftMs) })}</>;
}
