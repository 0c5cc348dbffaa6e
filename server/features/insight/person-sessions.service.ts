import type { Clock } from '#server/core/clock.ts';
import type { Db } from '#server/core/context.ts';
import { toWireName } from '#server/core/enum-names.ts';
import { bridge, clip, countSeconds, type Interval } from '#server/features/attendance/presence-intervals.ts';
import type { TrailSessionDto } from '#shared/features/insight.ts';
import { findGaps } from './find-gaps.ts';

interface ReadSessionsOptions {
  db: Db;
  clock: Pick<Clock, 'now'>;
  seriesId: string;
  personId: string;
  bridgedGapSeconds: number;
}

/** Every session of the series that has begun, with what one person's connections to it came to. */
export async function readTrailSessions(options: ReadSessionsOptions): Promise<TrailSessionDto[]> {
  const { db, clock, seriesId, personId, bridgedGapSeconds } = options;
  const sessions = await db.session.findMany({
    where: { seriesId, startedAt: { not: null } },
    orderBy: { startedAt: 'asc' },
    select: {
      id: true,
      title: true,
      startedAt: true,
      endedAt: true,
      topicWindows: {
        select: { topicId: true, startedAt: true, endedAt: true },
        orderBy: { startedAt: 'asc' },
      },
      presence: {
        where: { personId },
        select: { role: true, startedAt: true, endedAt: true },
        orderBy: [{ startedAt: 'asc' }, { id: 'asc' }],
      },
      checks: {
        where: { shownAt: { not: null } },
        orderBy: { shownAt: 'asc' },
        select: {
          id: true,
          topicId: true,
          shownAt: true,
          closedAt: true,
          answers: {
            where: { personId },
            select: { outcome: true, answeredAt: true, writtenAt: true },
          },
        },
      },
    },
  });
  const events = await readEvents(
    db,
    personId,
    sessions.map(({ id }) => id),
  );
  const asOf = clock.now();

  return sessions.map((session): TrailSessionDto => {
    const { id, title, startedAt, endedAt, topicWindows, presence, checks } = session;
    const start = startedAt ?? asOf;
    const end = endedAt ?? asOf;
    const window: Interval = { startMs: start.getTime(), endMs: end.getTime() };
    // Only what was attended as a learner counts; what was attended as staff is shown, and is no presence.
    const stays = presence
      .filter(({ role }) => role === 'LEARNER')
      .map((stay) => ({
        startMs: stay.startedAt.getTime(),
        endMs: (stay.endedAt ?? end).getTime(),
      }));
    const present = clip(bridge(stays, bridgedGapSeconds * 1_000), [window]);
    return {
      sessionId: id,
      title,
      startedAt: start.toISOString(),
      endedAt: endedAt?.toISOString() ?? null,
      windows: topicWindows.map(({ topicId, ...span }) => ({ topicId, ...toSpan(span) })),
      connections: presence.map(({ role, ...span }) => ({ role: toWireName(role), ...toSpan(span) })),
      present: present.map(({ startMs, endMs }) => ({ from: toIso(startMs), to: toIso(endMs) })),
      gaps: findGaps(stays, window, bridgedGapSeconds * 1_000).map(({ startMs, endMs, isBridged }) => ({
        from: toIso(startMs),
        to: toIso(endMs),
        bridged: isBridged,
      })),
      seconds: countSeconds(present),
      checks: checks.flatMap(({ id: checkId, topicId, shownAt, closedAt, answers: [answer] }) =>
        shownAt
          ? [
              {
                checkId,
                topicId,
                from: shownAt.toISOString(),
                to: closedAt?.toISOString() ?? null,
                outcome: answer ? toWireName(answer.outcome) : ('not_delivered' as const),
                answeredAt: (answer?.writtenAt ?? answer?.answeredAt)?.toISOString() ?? null,
              },
            ]
          : [],
      ),
      events: events.get(id) ?? [],
    };
  });
}

/** The events about one person, word for word as they were hashed; their signs of life are written for everybody together and stand in none. */
async function readEvents(
  db: Db,
  personId: string,
  sessionIds: string[],
): Promise<ReadonlyMap<string, TrailSessionDto['events']>> {
  const rows = await db.attendanceEvent.findMany({
    where: { sessionId: { in: sessionIds }, personId },
    orderBy: [{ sessionId: 'asc' }, { seq: 'asc' }],
    select: { sessionId: true, seq: true, at: true, kind: true, body: true },
  });
  const events = new Map<string, TrailSessionDto['events']>();
  for (const { sessionId, seq, at, kind, body } of rows) {
    const ofSession = events.get(sessionId) ?? [];
    ofSession.push({ seq, at: at.toISOString(), kind, detail: body });
    events.set(sessionId, ofSession);
  }
  return events;
}

function toSpan({ startedAt, endedAt }: { startedAt: Date; endedAt: Date | null }) {
  return { from: startedAt.toISOString(), to: endedAt?.toISOString() ?? null };
}

function toIso(ms: number): string {
  return new Date(ms).toISOString();
}
