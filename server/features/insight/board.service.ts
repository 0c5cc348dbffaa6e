import type { PrismaClient } from '#prisma/generated/client.ts';
import type { Clock } from '#server/core/clock.ts';
import type { Db } from '#server/core/context.ts';
import {
  type LearnerAttendance,
  readAttendance,
  readAttendanceOf,
  type SessionRun,
} from '#server/features/attendance/attendance.service.ts';
import type { Interval } from '#server/features/attendance/presence-intervals.ts';
import { readSeriesRoll } from '#server/features/attendance/results/results.service.ts';
import { getRuleVersion } from '#server/features/attendance/results/rule.queries.ts';
import { type AttendanceWay, wayOfPerson } from '#shared/attendance-ways.ts';
import { appError } from '#shared/errors.ts';
import type { BoardDto, BoardRowDto } from '#shared/features/insight.ts';
import { findNamedInHalls, type NamedInHall } from './named-in-halls.queries.ts';
import { findChangedLearners } from './timeline.queries.ts';

/** A row is in the database about a second after it was true, and the statement may take a moment. */
const WRITTEN_WITHIN_MS = 5_000;
/** A line that was lost is noticed after 15 seconds at most, and its end lies before that. */
const NOTICED_WITHIN_MS = 30_000;
/** Whoever asks for less often gets everything: a list of changes as long as the list itself is none. */
const SINCE_MAX_MS = 5 * 60_000;

interface ReadBoardOptions {
  db: PrismaClient;
  clock: Pick<Clock, 'now'>;
  sessionId: string;
  /** All rows, without it. */
  since?: Date | undefined;
  /** When this process began: what it closed of an earlier one's at its start ended at any time before. */
  runningSince: Date;
}

export async function readBoard(options: ReadBoardOptions): Promise<BoardDto> {
  const { db, clock, sessionId, since, runningSince } = options;
  const session = await db.session.findUnique({
    where: { id: sessionId },
    select: { plannedEndsAt: true, endedAt: true },
  });
  if (!session) throw appError('not_found');
  // Once it is over, everybody is judged: a part of them would leave the others as they were on the way.
  const isWhole =
    session.endedAt !== null ||
    !since ||
    since < runningSince ||
    clock.now().getTime() - since.getTime() > SINCE_MAX_MS;
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
  const { minimumSharePercent, checkSharePercent } = (await getRuleVersion(db, run.seriesId)).rule;
  const details = await findDetails(db, {
    seriesId: run.seriesId,
    personIds: isWhole ? undefined : learners.map(({ personId }) => personId),
  });
  const checks = await findLatestChecks(db, sessionId);
  const halls = await findNamedInHalls(db, sessionId);
  const wayOf = run.endedAt ? await readWays({ db, clock, run }) : null;
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
    rule: { minimumSharePercent, bridgedGapSeconds: run.bridgedGapSeconds, checkSharePercent },
    rows: learners.map((learner) => {
      const { personId } = learner;
      return toBoardRow(learner, {
        details: details.get(personId),
        checks: checks.get(personId),
        hall: halls.get(personId),
        way: wayOf && (wayOf(learner) ?? 'none'),
      });
    }),
  };
}

/** How each attended, by the judgement that the lists are made of: the page and the paper have one figure. */
async function readWays({
  db,
  clock,
  run,
}: Pick<ReadBoardOptions, 'db' | 'clock'> & { run: SessionRun }): Promise<
  (learner: LearnerAttendance) => AttendanceWay | null
> {
  const { topics, judgeTopics } = await readSeriesRoll({ db, clock, seriesId: run.seriesId });
  const ofSession = new Set(
    topics.filter(({ sessionIds }) => sessionIds.includes(run.sessionId)).map(({ topicId }) => topicId),
  );
  return ({ personId, seconds }) =>
    wayOfPerson({
      topics: judgeTopics(personId)
        .filter(({ topicId }) => ofSession.has(topicId))
        .map(({ status, correction }) => ({ status, isCorrected: correction !== undefined })),
      staySeconds: seconds,
    });
}

/** One that ends at the moment of reading, while the session runs, is going on. */
function toWindow({ asOf, endedAt }: SessionRun, { startMs, endMs }: Interval) {
  const isGoingOn = endedAt === null && endMs === asOf.getTime();
  return {
    from: new Date(startMs).toISOString(),
    to: isGoingOn ? null : new Date(endMs).toISOString(),
  };
}

type Details = Pick<BoardRowDto, 'organisation' | 'province' | 'participantGroup'>;

/** Where they come from, as the series knows it; of some people only, if it is said of whom. */
async function findDetails(
  db: Db,
  { seriesId, personIds }: { seriesId: string; personIds: string[] | undefined },
): Promise<ReadonlyMap<string, Details>> {
  const enrolments = await db.enrolment.findMany({
    where: { seriesId, ...(personIds && { personId: { in: personIds } }) },
    select: { personId: true, organisation: true, province: true, participantGroup: true },
  });
  return new Map(enrolments.map(({ personId, ...details }) => [personId, details]));
}

interface CheckCounts {
  delivered: number;
  answered: number;
}

/** Of the topic that runs or ran last: how many checks reached each learner and are over, and how many of these they answered. */
async function findLatestChecks(db: Db, sessionId: string): Promise<ReadonlyMap<string, CheckCounts>> {
  const rows = await db.$queryRaw<{ personId: string; delivered: number; answered: number }[]>`
    SELECT
      "answer"."personId",
      count(*)::int AS "delivered",
      (count(*) FILTER (WHERE "answer"."outcome" = 'ANSWERED'))::int AS "answered"
    FROM "PresenceCheck" AS "check"
    JOIN "PresenceCheckAnswer" AS "answer" ON "answer"."checkId" = "check"."id"
    WHERE "check"."sessionId" = ${sessionId}::uuid
      AND "answer"."outcome" IN ('ANSWERED', 'EXPIRED')
      AND "check"."topicId" = (
        SELECT "topicId" FROM "TopicWindow"
        WHERE "sessionId" = ${sessionId}::uuid
        ORDER BY "startedAt" DESC LIMIT 1
      )
    GROUP BY "answer"."personId"`;
  return new Map(rows.map(({ personId, ...counts }) => [personId, counts]));
}

function toBoardRow(
  learner: LearnerAttendance,
  {
    details,
    checks,
    hall,
    way,
  }: {
    details: Details | undefined;
    checks: CheckCounts | undefined;
    hall: NamedInHall | undefined;
    way: BoardRowDto['way'];
  },
): BoardRowDto {
  return {
    personId: learner.personId,
    name: learner.name,
    organisation: details?.organisation ?? null,
    province: details?.province ?? null,
    participantGroup: details?.participantGroup ?? null,
    firstSeenAt: learner.firstSeenAt?.toISOString() ?? null,
    lastSeenAt: learner.lastSeenAt?.toISOString() ?? null,
    present: learner.present,
    seconds: learner.seconds,
    topics: learner.topics,
    hall: hall ? { name: hall.hallName, namedAt: hall.at.toISOString(), confirmed: hall.isConfirmed } : null,
    way,
    checksDelivered: checks?.delivered ?? 0,
    checksAnswered: checks?.answered ?? 0,
  };
}
