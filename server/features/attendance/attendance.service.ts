import type { Clock } from '#server/core/clock.ts';
import type { Db } from '#server/core/context.ts';
import { toWireName } from '#server/core/enum-names.ts';
import { appError } from '#shared/errors.ts';
import { sortByGivenName } from '#shared/names.ts';
import { isRoomOpen } from '#shared/session-lifecycle.ts';
import { findAttendees, findRecordedPresence, type RecordedPresence } from './attendance.queries.ts';
import { type AudiencePoint, drawAudienceCurve } from './audience-curve.ts';
import { bridge, clip, countSeconds, type Interval } from './presence-intervals.ts';
import { getRuleVersion } from './results/rule.queries.ts';

/** When a session and its topics ran, so far. */
export interface SessionRun {
  sessionId: string;
  seriesId: string;
  title: string;
  timeZone: string;
  plannedStartsAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
  isOpen: boolean;
  /** Of the rule in force, which judges past sessions as well. */
  bridgedGapSeconds: number;
  asOf: Date;
  /** From the start to the end or to `asOf`; without length before the start. */
  window: Interval;
  topics: { topicId: string; title: string; windows: Interval[] }[];
}

export interface LearnerAttendance {
  personId: string;
  name: string;
  email: string | null;
  phone: string | null;
  firstSeenAt: Date | null;
  lastSeenAt: Date | null;
  present: boolean;
  seconds: number;
  topics: { topicId: string; seconds: number }[];
}

export interface AttendanceReport {
  run: SessionRun;
  /** By given name. */
  learners: LearnerAttendance[];
  audience: AudiencePoint[];
}

interface ReadOptions {
  db: Db;
  clock: Pick<Clock, 'now'>;
  sessionId: string;
}

/** Everybody who was there or should have been. */
export async function readAttendance({ db, clock, sessionId }: ReadOptions): Promise<AttendanceReport> {
  const run = await getSessionRun({ db, clock, sessionId });
  const recorded = await findRecordedPresence(db, presenceOf(run));
  const people = recorded.map((record) => ({ record, stays: toStays(record, run) }));
  return {
    run,
    learners: sortByGivenName(people.map(({ record, stays }) => judge(run, record, stays))),
    audience: drawAudienceCurve({ people: people.map(({ stays }) => stays), window: run.window }),
  };
}

/** Only these learners; for telling what has changed. */
export async function readAttendanceOf({
  db,
  clock,
  sessionId,
  personIds,
}: ReadOptions & { personIds: string[] }): Promise<Omit<AttendanceReport, 'audience'>> {
  const run = await getSessionRun({ db, clock, sessionId });
  return { run, learners: await readStaysOf({ db, run, personIds }) };
}

/** By what is known of the run already: of a long list, one part after the other. */
export async function readStaysOf({
  db,
  run,
  personIds,
}: {
  db: Db;
  run: SessionRun;
  personIds: string[];
}): Promise<LearnerAttendance[]> {
  const recorded = await findRecordedPresence(db, { ...presenceOf(run), personIds });
  return recorded.map((record) => judge(run, record, toStays(record, run)));
}

/** The ids of everybody who was there or should have been. */
export async function readAttendees({ db, run }: { db: Db; run: SessionRun }): Promise<ReadonlySet<string>> {
  return new Set(await findAttendees(db, presenceOf(run)));
}

export async function getSessionRun({ db, clock, sessionId }: ReadOptions): Promise<SessionRun> {
  const session = await db.session.findUnique({
    where: { id: sessionId },
    select: {
      seriesId: true,
      title: true,
      state: true,
      plannedStartsAt: true,
      startedAt: true,
      endedAt: true,
      series: { select: { timeZone: true } },
      topics: {
        select: { topic: { select: { id: true, title: true } } },
        orderBy: { position: 'asc' },
      },
      topicWindows: {
        select: { startedAt: true, endedAt: true, topic: { select: { id: true, title: true } } },
        orderBy: { startedAt: 'asc' },
      },
    },
  });
  if (!session) throw appError('not_found');
  const { rule } = await getRuleVersion(db, session.seriesId);

  // Read after the session, so that no start or end lies after it.
  const asOf = clock.now();
  const end = session.endedAt ?? asOf;
  const windowOf = (startedAt: Date, endedAt: Date | null): Interval => ({
    startMs: startedAt.getTime(),
    endMs: (endedAt ?? end).getTime(),
  });
  // Planned topics first; one that ran and was taken from the plan later stands behind them.
  const topics = new Map(
    [...session.topics, ...session.topicWindows].map(({ topic }) => [topic.id, topic.title]),
  );
  return {
    sessionId,
    seriesId: session.seriesId,
    title: session.title,
    timeZone: session.series.timeZone,
    plannedStartsAt: session.plannedStartsAt,
    startedAt: session.startedAt,
    endedAt: session.endedAt,
    isOpen: isRoomOpen(toWireName(session.state)),
    bridgedGapSeconds: rule.bridgedGapSeconds,
    asOf,
    window: windowOf(session.startedAt ?? end, end),
    topics: [...topics].map(([topicId, title]) => ({
      topicId,
      title,
      windows: session.topicWindows
        .filter(({ topic }) => topic.id === topicId)
        .map(({ startedAt, endedAt }) => windowOf(startedAt, endedAt)),
    })),
  };
}

function presenceOf({ sessionId, seriesId, endedAt, asOf }: SessionRun) {
  return { sessionId, seriesId, asOf, enrolledUntil: endedAt ?? asOf };
}

function toStays({ startsMs, endsMs }: RecordedPresence, { bridgedGapSeconds }: SessionRun): Interval[] {
  const intervals = startsMs.map((startMs, index) => ({ startMs, endMs: endsMs[index] ?? startMs }));
  return bridge(intervals, bridgedGapSeconds * 1000);
}

function judge(run: SessionRun, record: RecordedPresence, stays: Interval[]): LearnerAttendance {
  const inSession = clip(stays, [run.window]);
  const { firstSeenMs, lastSeenMs } = record;
  return {
    personId: record.personId,
    name: record.name,
    email: record.email,
    phone: record.phone,
    firstSeenAt: firstSeenMs === null ? null : new Date(firstSeenMs),
    // A lease may outlive the session's end by a heartbeat; who was seen is never seen after it.
    lastSeenAt:
      lastSeenMs === null ? null : new Date(Math.min(lastSeenMs, run.endedAt?.getTime() ?? Infinity)),
    present: run.isOpen && record.isLeased,
    seconds: countSeconds(inSession),
    topics: run.topics.map(({ topicId, windows }) => ({
      topicId,
      seconds: countSeconds(clip(inSession, windows)),
    })),
  };
}
