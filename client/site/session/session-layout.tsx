import { useQuery } from '@tanstack/react-query';
import { createContext, Suspense, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useParams } from 'react-router';
import { useFormat } from '#client/lib/use-format.ts';
import { ButtonLink } from '#client/ui/button-link.tsx';
import { PageLoading } from '#client/ui/loading.tsx';
import { PageHeader } from '#client/ui/page-header.tsx';
import type { SeriesDto, SessionDto } from '#shared/features/catalog.ts';
import { isRoomOpen } from '#shared/session-lifecycle.ts';
import { seriesQuery, sessionQuery } from '../data/queries.ts';
import {
  attendanceAddress,
  beyondAddress,
  feedbackAddress,
  pollsAddress,
  questionsAddress,
  roomAddress,
  seriesAddress,
  sessionAddress,
  sessionExportsAddress,
} from '../parts/addresses.ts';
import { LoadedPage } from '../parts/loaded.tsx';
import { LocalNav } from '../parts/local-nav.tsx';
import { SessionStatePill } from '../parts/session-state-pill.tsx';
import { SessionMenu } from './session-menu.tsx';

/** While doors are open, others move the session too; the page follows within this time. */
const FOLLOW_MS = 10_000;

interface SessionInSeries {
  session: SessionDto;
  series: SeriesDto;
}

const SessionContext = createContext<SessionInSeries | null>(null);

/** The head that all pages of a session share. */
export function SessionLayout() {
  const { sessionId = '' } = useParams();
  const query = useQuery({
    ...sessionQuery(sessionId),
    refetchInterval: ({ state }) => (state.data && isRoomOpen(state.data.state) ? FOLLOW_MS : false),
  });
  return <LoadedPage query={query}>{(session) => <WithSeries session={session} />}</LoadedPage>;
}

function WithSeries({ session }: { session: SessionDto }) {
  const query = useQuery(seriesQuery(session.seriesId));
  return (
    <LoadedPage query={query}>
      {(series) => (
        <SessionContext value={{ session, series }}>
          <SessionHead session={session} series={series} />
          <Suspense fallback={<PageLoading />}>
            <Outlet />
          </Suspense>
        </SessionContext>
      )}
    </LoadedPage>
  );
}

function SessionHead({ session, series }: SessionInSeries) {
  const { t } = useTranslation(['site-sessions', 'site-parts']);
  const format = useFormat(session.timeZone);
  const { sessionId, plannedStartsAt, plannedEndsAt } = session;
  const when = `${format.weekdayDate(plannedStartsAt)}, ${format.timeRange(plannedStartsAt, plannedEndsAt)}`;
  return (
    <>
      <PageHeader
        back={{ href: seriesAddress(series.seriesId), label: series.title }}
        status={<SessionStatePill state={session.state} />}
        title={session.title}
        lead={`${when} (${format.place()})`}
        actions={
          <>
            {isRoomOpen(session.state) && (
              <ButtonLink href={roomAddress(session.code)} variant="primary" size="large" iconAfter="next">
                {t('site-parts:enterRoom')}
              </ButtonLink>
            )}
            <SessionMenu session={session} series={series} />
          </>
        }
      />
      <LocalNav
        label={t('nav')}
        links={[
          { href: sessionAddress(sessionId), label: t('overview') },
          { href: attendanceAddress(sessionId), label: t('attendance') },
          { href: beyondAddress(sessionId), label: t('beyond') },
          { href: questionsAddress(sessionId), label: t('questions') },
          { href: pollsAddress(sessionId), label: t('polls') },
          { href: feedbackAddress(sessionId), label: t('feedback') },
          { href: sessionExportsAddress(sessionId), label: t('exports') },
        ]}
      />
    </>
  );
}

export function useSession(): SessionInSeries {
  const found = useContext(SessionContext);
  if (!found) throw new Error('useSession stands outside <SessionLayout>');
  return found;
}
