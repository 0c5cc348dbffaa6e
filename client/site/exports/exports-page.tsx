import { useTranslation } from 'react-i18next';
import { isRoomOpen } from '#shared/session-lifecycle.ts';
import { usePageTitle } from '../parts/use-page-title.ts';
import { useSeries } from '../series/series-layout.tsx';
import { useSession } from '../session/session-layout.tsx';
import { Exports } from './exports.tsx';

export function SeriesExportsPage() {
  const { t } = useTranslation('site-exports');
  const { seriesId, title, role, sessions } = useSeries();
  usePageTitle(t('title'), title);
  return <Exports seriesId={seriesId} role={role} isOn={sessions.some(({ state }) => isRoomOpen(state))} />;
}

export function SessionExportsPage() {
  const { t } = useTranslation('site-exports');
  const { session, series } = useSession();
  const { sessionId, seriesId, title, state } = session;
  usePageTitle(t('title'), title);
  return <Exports seriesId={seriesId} sessionId={sessionId} role={series.role} isOn={isRoomOpen(state)} />;
}
