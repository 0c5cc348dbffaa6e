import type { Clock } from '#server/core/clock.ts';
import type { Db } from '#server/core/context.ts';
import {
  type LearnerAttendance,
  readAttendance,
  readAttendanceOf,
  type SessionRun,
} from '#server/features/attendance/attendance.service.ts';
import { BRIDGED_GAP_SECONDS, type Interval } from '#server/features/attendance/presence-intervals.ts';
import { appError } from '#shared/errors.ts';
import type { BoardDto, BoardRowDto } from '#shared/features/insight.ts';
import { findChangedLearners } from './timeline.queries.ts';

/** A row is in the database at most two seconds after it was true, and the statement may take a moment. */
const WRITTEN_WITHIN_MS = 5_000;
/** A line that was lost is noticed after 15 seconds at most, and its end lies before that. */
const NOTICED_WITHIN_MS = 30_000;
/** Whoever asks for less often gets everything: a list of changes as long as the list itself is none. */
const SINCE_MAX_MS = 5 * 60_000;

interface ReadBoardOptions {
  db: Db;
  clock: Pick<Clock, 'now'>;
  sessionId: string;
  /** All rows, without it. */
  since?: Date | undefined;
  /** When this process began: what it closed of an earlier one's at its start ended at any time before. */
  runningSince: Date;
}

export async function readBoard(options: ReadBoardOptions): Promise<BoardDto> {
  const { db, clock, sessionId, since, runningSince } = options;
  const isWhole = !since || since < runningSince || clock.now().getTime() - since.getTime() > SINCE_MAX_MS;
  const { run, learners } = isWhole
    ? await readAttendance({ db, clock, sessionId })
    : await readAttendanceOf({
        db,
        clock,
        sessionId,
        personIds: await findChangedLearners(db, {
          sessionId,
          since: new Date(since.getTime() - WRITTEN_WITHIN_MS),
          endedSince: new Date(since.getTime() - NOTICED_WITHIN_MS),
        }),
      });
  const session = await db.session.findUnique({
    where: { id: sessionId },
    select: { plannedEndsAt: true },
  });
  if (!session) throw appError('not_found');
  return {
    sessionId,
    asOf: run.asOf.toISOString(),
    whole: isWhole,
    startedAt: run.startedAt?.toISOString() ?? null,
    endedAt: run.endedAt?.toISOString() ?? null,
    plannedEndsAt: session.plannedEndsAt.toISOString(),
    topics: run.topics.map(({ topicId, title, windows }) => ({
      topicId,
      title,
      windows: windows.map((window) => toWindow(run, window)),
    })),
    rule: { minimumSharePercent: 80, bridgedGapSeconds: BRIDGED_GAP_SECONDS, checkSharePercent: 75 },
    rows: learners.map(toBoardRow),
  };
}

/** One that ends at the moment of reading, while the session runs, is going on. */
function toWindow({ asOf, endedAt }: SessionRun, { startMs, endMs }: Interval) {
  const isGoingOn = endedAt === null && endMs === asOf.getTime();
  return {
    from: new Date(startMs).toISOString(),
    to: isGoingOn ? null : new Date(endMs).toISOString(),
  };
}

function toBoardRow(learner: LearnerAttendance): BoardRowDto {
  return {
    personId: learner.personId,
    name: learner.name,
    organisation: null,
    province: null,
    participantGroup: null,
    firstSeenAt: learner.firstSeenAt?.toISOString() ?? null,
    lastSeenAt: learner.lastSeenAt?.toISOString() ?? null,
    present: learner.present,
    seconds: learner.seconds,
    topics: learner.topics,
    checksDelivered: 0,
    checksAnswered: 0,
  };
}
