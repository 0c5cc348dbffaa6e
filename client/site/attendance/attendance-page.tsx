import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { BoardState, BoardView } from '#client/features/attendance/board.ts';
import { addressOf } from '#client/lib/http.ts';
import { useFormat } from '#client/lib/use-format.ts';
import { Button } from '#client/ui/button.tsx';
import { ButtonLink } from '#client/ui/button-link.tsx';
import { EmptyState } from '#client/ui/empty-state.tsx';
import { Section } from '#client/ui/section.tsx';
import { isRoomOpen } from '#shared/session-lifecycle.ts';
import { timelineQuery } from '../data/queries.ts';
import { LoadedPart } from '../parts/loaded.tsx';
import { usePageTitle } from '../parts/use-page-title.ts';
import { useSession } from '../session/session-layout.tsx';
import styles from './attendance-page.module.css';
import { AttendanceTable } from './attendance-table.tsx';
import { Attention } from './board/attention.tsx';
import { BoardFacts } from './board/board-facts.tsx';
import { GroupTable } from './board/group-table.tsx';
import { TopicList } from './board/topic-list.tsx';
import { useBoard } from './board/use-board.ts';
import { TimelineFigure } from './timeline/timeline-figure.tsx';

/** A curve two hundred points wide shows nothing new more often. */
const REDRAW_MS = 15_000;

/** Who is here, while it happens; afterwards, who was. */
export function AttendancePage() {
  const { t } = useTranslation('site-attendance');
  const { session } = useSession();
  const format = useFormat(session.timeZone);
  usePageTitle(t('title'), session.title);
  const isOpen = isRoomOpen(session.state);
  const { query, view, nowMs } = useBoard(session.sessionId, {
    isOpen,
    isOver: session.endedAt !== null,
  });
  const csv = addressOf('/files/series/:seriesId/attendance-list', {
    params: { seriesId: session.seriesId },
    query: { format: 'csv', sessionId: session.sessionId, language: format.language },
  });
  const hasBegun = session.lobbyOpenedAt !== null;

  if (!hasBegun) {
    return (
      <Section title={t('title')}>
        <EmptyState icon="clock" title={t('notStarted')}>
          {t('notStartedText')}
        </EmptyState>
      </Section>
    );
  }
  return (
    <Section
      title={t('title')}
      lead={view && t(isOpen ? 'live' : 'asOf', { time: withSeconds(format.time(nowMs), nowMs) })}
      actions={
        <>
          <Button icon="file" variant="quiet" onClick={() => window.print()}>
            {t('print')}
          </Button>
          <ButtonLink href={csv} download icon="download">
            {t('download')}
          </ButtonLink>
        </>
      }
    >
      <LoadedPart query={query}>
        {({ state }) => view && <Board state={state} view={view} isOpen={isOpen} />}
      </LoadedPart>
    </Section>
  );
}

function Board({ state, view, isOpen }: { state: BoardState; view: BoardView; isOpen: boolean }) {
  const { t } = useTranslation('site-attendance');
  const { session } = useSession();
  const timeline = useQuery({
    ...timelineQuery(session.sessionId),
    refetchInterval: isOpen ? REDRAW_MS : false,
  });
  return (
    <div className={styles.report}>
      <BoardFacts view={view} isOver={session.endedAt !== null} />
      <LoadedPart query={timeline}>
        {(data) => <TimelineFigure timeline={data} timeZone={session.timeZone} />}
      </LoadedPart>
      {session.state === 'live' && <Attention state={state} view={view} />}
      <TopicList topics={state.latest.topics} view={view} />
      <GroupTable people={view.people} isOpen={isOpen} />
      <AttendanceTable topics={state.latest.topics} people={view.people} isOver={session.endedAt !== null} />
      <p className={styles.rule}>{t('rule', { seconds: state.latest.rule.bridgedGapSeconds })}</p>
    </div>
  );
}

/** That it moves is how one sees that it is live. */
function withSeconds(time: string, atMs: number): string {
  return `${time}:${String(new Date(atMs).getUTCSeconds()).padStart(2, '0')}`;
}
