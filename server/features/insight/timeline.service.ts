import type { Clock } from '#server/core/clock.ts';
import type { Db } from '#server/core/context.ts';
import { getSessionRun, type SessionRun } from '#server/features/attendance/attendance.service.ts';
import { drawAudienceCurve } from '#server/features/attendance/audience-curve.ts';
import { bridge, type Interval } from '#server/features/attendance/presence-intervals.ts';
import type { TimelineDto } from '#shared/features/insight.ts';
import { findOutages } from './outages.ts';
import { findConnections, type RecordedConnection } from './timeline.queries.ts';

interface ReadTimelineOptions {
  db: Db;
  clock: Pick<Clock, 'now'>;
  sessionId: string;
}

/** Everything that happened in a session and has a time, for one axis. */
export async function readTimeline({ db, clock, sessionId }: ReadTimelineOptions): Promise<TimelineDto> {
  const run = await getSessionRun({ db, clock, sessionId });
  const connections = await findConnections(db, { sessionId, asOf: run.asOf });
  return {
    sessionId,
    asOf: run.asOf.toISOString(),
    startedAt: run.startedAt?.toISOString() ?? null,
    endedAt: run.endedAt?.toISOString() ?? null,
    audience: drawAudience(run, connections),
    topics: await readTopics(db, sessionId),
    slides: await readSlides(db, sessionId),
    questions: await readQuestions(db, sessionId),
    answerings: await readAnswerings(db, sessionId),
    polls: await readPolls(db, sessionId),
    checks: await readChecks(db, sessionId),
    outages: readOutages(run, connections),
  };
}

function drawAudience(run: SessionRun, connections: readonly RecordedConnection[]): TimelineDto['audience'] {
  const staysOf = new Map<string, Interval[]>();
  for (const { personId, role, startMs, endMs } of connections) {
    if (role !== 'LEARNER') continue;
    const stays = staysOf.get(personId);
    if (stays) stays.push({ startMs, endMs });
    else staysOf.set(personId, [{ startMs, endMs }]);
  }
  const people = [...staysOf.values()].map((stays) => bridge(stays, run.bridgedGapSeconds * 1_000));
  return drawAudienceCurve({ people, window: run.window }).map(({ atMs, learners }) => ({
    at: new Date(atMs).toISOString(),
    learners,
  }));
}

function readOutages(run: SessionRun, connections: readonly RecordedConnection[]): TimelineDto['outages'] {
  const isRunning = run.startedAt !== null && run.endedAt === null;
  return findOutages({
    everybody: connections,
    trainers: connections.filter(({ role }) => role === 'TRAINER'),
    window: run.window,
    isRunning,
  }).map(({ of, startMs, endMs, isGoingOn }) => ({
    of,
    from: new Date(startMs).toISOString(),
    to: isGoingOn ? null : new Date(endMs).toISOString(),
  }));
}

async function readTopics(db: Db, sessionId: string): Promise<TimelineDto['topics']> {
  const windows = await db.topicWindow.findMany({
    where: { sessionId },
    orderBy: { startedAt: 'asc' },
    select: { topicId: true, startedAt: true, endedAt: true, topic: { select: { title: true } } },
  });
  return windows.map(({ topicId, topic, startedAt, endedAt }) => ({
    topicId,
    title: topic.title,
    ...toSpan(startedAt, endedAt),
  }));
}

async function readSlides(db: Db, sessionId: string): Promise<TimelineDto['slides']> {
  const turns = await db.slideTurn.findMany({
    where: { sessionId },
    orderBy: { at: 'asc' },
    select: { at: true, fileName: true, page: true },
  });
  return turns.map(({ at, fileName, page }) => ({ at: at.toISOString(), fileName, page }));
}

async function readQuestions(db: Db, sessionId: string): Promise<TimelineDto['questions']> {
  const questions = await db.question.findMany({
    where: { sessionId },
    orderBy: { askedAt: 'asc' },
    select: { askedAt: true },
  });
  return questions.map(({ askedAt }) => askedAt.toISOString());
}

async function readAnswerings(db: Db, sessionId: string): Promise<TimelineDto['answerings']> {
  const answerings = await db.questionAnswering.findMany({
    where: { question: { sessionId } },
    orderBy: { startedAt: 'asc' },
    select: { startedAt: true, endedAt: true, question: { select: { body: true } } },
  });
  return answerings.map(({ startedAt, endedAt, question }) => ({
    question: question.body,
    ...toSpan(startedAt, endedAt),
  }));
}

async function readPolls(db: Db, sessionId: string): Promise<TimelineDto['polls']> {
  const polls = await db.poll.findMany({
    where: { sessionId, openedAt: { not: null } },
    orderBy: { openedAt: 'asc' },
    select: {
      id: true,
      prompt: true,
      openedAt: true,
      closedAt: true,
      _count: { select: { answers: true } },
    },
  });
  return polls.flatMap(({ id, prompt, openedAt, closedAt, _count }) =>
    openedAt ? [{ pollId: id, prompt, answers: _count.answers, ...toSpan(openedAt, closedAt) }] : [],
  );
}

/** `delivered`: those for whom it counts, one way or the other. */
async function readChecks(db: Db, sessionId: string): Promise<TimelineDto['checks']> {
  const checks = await db.presenceCheck.findMany({
    where: { sessionId, shownAt: { not: null } },
    orderBy: { shownAt: 'asc' },
    select: { id: true, shownAt: true, closedAt: true },
  });
  const counts = await db.presenceCheckAnswer.groupBy({
    by: ['checkId', 'outcome'],
    where: { checkId: { in: checks.map(({ id }) => id) } },
    _count: true,
  });
  const countOf = (checkId: string, outcomes: readonly string[]) =>
    counts
      .filter((count) => count.checkId === checkId && outcomes.includes(count.outcome))
      .reduce((sum, { _count }) => sum + _count, 0);
  return checks.flatMap(({ id, shownAt, closedAt }) =>
    shownAt
      ? [
          {
            checkId: id,
            answered: countOf(id, ['ANSWERED']),
            delivered: countOf(id, ['ANSWERED', 'EXPIRED', 'PENDING']),
            ...toSpan(shownAt, closedAt),
          },
        ]
      : [],
  );
}

function toSpan(from: Date, to: Date | null): { from: string; to: string | null } {
  return { from: from.toISOString(), to: to?.toISOString() ?? null };
}
