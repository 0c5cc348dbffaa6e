import type { Db } from '#server/core/context.ts';
import { clip, type Interval } from '../presence-intervals.ts';
import type { TopicRun } from './topic-facts.ts';

export interface CourseTopic extends TopicRun {
  title: string;
  /** When it was last taught; undefined while it runs and before it ran. */
  endedAt: Date | undefined;
  isRunning: boolean;
  /** From what state of the record its figures come; undefined while they still grow. */
  fingerprint: string | undefined;
}

export interface SeriesCourse {
  seriesId: string;
  title: string;
  timeZone: string;
  asOf: Date;
  /** All of the series, in its order, those that are still to come included. */
  topics: CourseTopic[];
}

interface WindowRow {
  topicId: string;
  sessionId: string;
  startedAt: Date;
  endedAt: Date | null;
  sessionStartedAt: Date | null;
  sessionEndedAt: Date | null;
  /** How far the session's record has come. */
  seq: number | null;
}

/** What was taught when, so far. */
export async function readCourse(
  db: Db,
  { seriesId, now }: { seriesId: string; now: () => Date },
): Promise<SeriesCourse> {
  const series = await db.series.findUniqueOrThrow({
    where: { id: seriesId },
    select: {
      title: true,
      timeZone: true,
      topics: { select: { id: true, title: true }, orderBy: [{ position: 'asc' }, { id: 'asc' }] },
    },
  });
  const windows = await db.$queryRaw<WindowRow[]>`
    SELECT
      "TopicWindow"."topicId", "TopicWindow"."sessionId", "TopicWindow"."startedAt", "TopicWindow"."endedAt",
      "Session"."startedAt" AS "sessionStartedAt", "Session"."endedAt" AS "sessionEndedAt",
      "AttendanceChain"."seq"
    FROM "TopicWindow"
    JOIN "Session" ON "Session"."id" = "TopicWindow"."sessionId"
    LEFT JOIN "AttendanceChain" ON "AttendanceChain"."sessionId" = "Session"."id"
    WHERE "Session"."seriesId" = ${seriesId}::uuid
    ORDER BY "TopicWindow"."startedAt", "TopicWindow"."id"`;
  // Read after the windows, so that none begins after it.
  const asOf = now();
  return {
    seriesId,
    title: series.title,
    timeZone: series.timeZone,
    asOf,
    topics: series.topics.map(({ id, title }) =>
      toTopic({ topicId: id, title, asOf, windows: windows.filter(({ topicId }) => topicId === id) }),
    ),
  };
}

function toTopic({
  topicId,
  title,
  windows,
  asOf,
}: {
  topicId: string;
  title: string;
  windows: WindowRow[];
  asOf: Date;
}): CourseTopic {
  const sessions = Map.groupBy(windows, ({ sessionId }) => sessionId);
  const isRunning = windows.some((window) => !window.endedAt && !window.sessionEndedAt);
  const isOver = windows.length > 0 && windows.every(({ sessionEndedAt }) => sessionEndedAt !== null);
  return {
    topicId,
    title,
    isRunning,
    endedAt: isRunning ? undefined : lastEnd(windows),
    fingerprint: isOver ? toFingerprint(windows) : undefined,
    sessions: [...sessions].map(([sessionId, inSession]) => ({
      sessionId,
      windows: clip(
        inSession.map((window) =>
          toInterval(window.startedAt, window.endedAt ?? window.sessionEndedAt ?? asOf),
        ),
        inSession.map((window) =>
          toInterval(window.sessionStartedAt ?? window.startedAt, window.sessionEndedAt ?? asOf),
        ),
      ),
    })),
  };
}

function lastEnd(windows: WindowRow[]): Date | undefined {
  const ends = windows.map(({ endedAt, sessionEndedAt }) => (endedAt ?? sessionEndedAt)?.getTime() ?? 0);
  return ends.length > 0 ? new Date(Math.max(...ends)) : undefined;
}

/** Raised when the same record comes to other facts than before: what was kept by then is computed anew. */
const COUNTED_AS = 2;

/**
 * Every decision about attendance, and everything that happened, stands in the record of its session: as long as no record has grown, nothing has changed.
 * The windows are in it as well, but for sessions from before there were records.
 */
function toFingerprint(windows: WindowRow[]): string {
  const marks = windows.map(({ sessionId, seq, startedAt, endedAt, sessionEndedAt }) => {
    const times = [startedAt, endedAt, sessionEndedAt].map((time) => time?.getTime() ?? '');
    return `${toMark(sessionId, seq ?? 0)} ${times.join(' ')}`;
  });
  return [COUNTED_AS, ...marks].join('|');
}

export function toMark(sessionId: string, seq: number): string {
  return `${sessionId}:${seq};`;
}

function toInterval(startedAt: Date, endedAt: Date): Interval {
  return { startMs: startedAt.getTime(), endMs: endedAt.getTime() };
}
