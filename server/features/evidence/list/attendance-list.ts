import type { PrismaClient } from '#prisma/generated/client.ts';
import type { Clock } from '#server/core/clock.ts';
import type { Db } from '#server/core/context.ts';
import { toWireName } from '#server/core/enum-names.ts';
import { getSessionRun, readAttendees } from '#server/features/attendance/attendance.service.ts';
import {
  type LearnerResult,
  type LearnerTopicResult,
  type ResultTopic,
  readSeriesRoll,
  type SeriesRoll,
} from '#server/features/attendance/results/results.service.ts';
import type { RuleVersion } from '#server/features/attendance/results/rule.queries.ts';
import type { CorrectionOutcome } from '#shared/attendance-judgement.ts';
import { appError } from '#shared/errors.ts';
import { type ChainHeadOf, readChainHeads } from './chain-heads.ts';
import { type ListHalls, readListHalls } from './list-halls.ts';
import { readListLearners } from './list-learners.ts';

export interface ListScope {
  seriesId: string;
  sessionId?: string | undefined;
  topicId?: string | undefined;
  personId?: string | undefined;
}

export interface ListLearner extends Omit<LearnerResult, 'topics'> {
  phone: string | null;
  email: string | null;
  position: string | null;
  birthYear: number | null;
  /** In one session; null in lists of others. */
  stay: { firstSeenAt: Date | null; lastSeenAt: Date | null; seconds: number } | null;
  /** In the order of the list's topics. */
  topics: LearnerTopicResult[];
}

export interface ListCorrection {
  personId: string;
  topicId: string;
  name: string;
  topicTitle: string;
  before: string;
  secondsBefore: number;
  outcome: CorrectionOutcome;
  reason: string;
  madeBy: string | null;
  madeAt: Date;
  withdrawnAt: Date | null;
  withdrawnBy: string | null;
  withdrawalReason: string;
}

/** What every form of the list is made of. */
export interface AttendanceList {
  scope: ListScope;
  seriesTitle: string;
  /** Of the session or topic that it is about, if it is about one. */
  partTitle: string | null;
  timeZone: string;
  asOf: Date;
  startedAt: Date | null;
  endedAt: Date | null;
  rule: RuleVersion;
  topics: ResultTopic[];
  topicsNeeded: number;
  /** How many are on it. */
  people: number;
  /** By given name; a long list is read as it is gone through, each time anew. */
  learners: Iterable<ListLearner> | AsyncIterable<ListLearner>;
  corrections: ListCorrection[];
  /** On whose word somebody counts who was not there on a device of their own. */
  halls: ListHalls;
  heads: ChainHeadOf[];
}

export async function readAttendanceList({
  db,
  clock,
  scope,
}: {
  db: PrismaClient;
  clock: Pick<Clock, 'now'>;
  scope: ListScope;
}): Promise<AttendanceList> {
  const { seriesId, sessionId, personId } = scope;
  const part = await findPart(db, scope);
  const results = await readSeriesRoll({ db, clock, seriesId });
  const run = sessionId ? await getSessionRun({ db, clock, sessionId }) : null;
  // Whoever was neither there nor on the list when the session ended is not missing in it.
  const attendees = run && (await readAttendees({ db, run }));
  const personIds = results.roll.flatMap((entry) =>
    (!personId || entry.personId === personId) && (!attendees || attendees.has(entry.personId))
      ? [entry.personId]
      : [],
  );
  const places = findPlaces(results, scope);
  const topics = places.flatMap((place) => results.topics[place] ?? []);
  const topicIds = topics.map(({ topicId }) => topicId);
  const [corrections, halls, heads] = await Promise.all([
    findCorrections(db, scope, topicIds),
    // A topic that went on in another session is judged by both, and by the halls of both.
    readListHalls(db, { seriesId, topicIds, personId }),
    readChainHeads(db, { seriesId, sessionIds: listSessions(scope, topics) }),
  ]);
  return {
    scope,
    seriesTitle: results.title,
    partTitle: part?.title ?? null,
    timeZone: results.timeZone,
    asOf: results.asOf,
    startedAt: run?.startedAt ?? null,
    endedAt: run?.endedAt ?? null,
    rule: results.rule,
    topics,
    topicsNeeded: results.topicsNeeded,
    people: personIds.length,
    learners: await readListLearners({ db, results, run, places, personIds }),
    corrections,
    halls,
    heads,
  };
}

async function findPart(
  db: Db,
  { seriesId, sessionId, topicId, personId }: ListScope,
): Promise<{ title: string } | null> {
  // Each id is looked up inside the series: one from elsewhere is not there.
  const session = sessionId
    ? await db.session.findFirst({ where: { id: sessionId, seriesId }, select: { title: true } })
    : null;
  const topic = topicId
    ? await db.topic.findFirst({ where: { id: topicId, seriesId }, select: { title: true } })
    : null;
  const person = personId
    ? await db.person.findFirst({
        where: {
          id: personId,
          OR: [{ enrolments: { some: { seriesId } } }, { presence: { some: { session: { seriesId } } } }],
        },
        select: { name: true },
      })
    : null;
  if ((sessionId && !session) || (topicId && !topic) || (personId && !person)) throw appError('not_found');
  return session ?? topic ?? (person && { title: person.name });
}

/** Which topics of the results belong to this list. */
function findPlaces({ topics }: Pick<SeriesRoll, 'topics'>, { sessionId, topicId }: ListScope): number[] {
  return topics.flatMap((topic, place) => {
    if (topicId && topic.topicId !== topicId) return [];
    return sessionId && !topic.sessionIds.includes(sessionId) ? [] : [place];
  });
}

function listSessions({ sessionId, topicId }: ListScope, topics: ResultTopic[]): string[] | null {
  // A topic that went on in another session is judged by both.
  if (sessionId) return [...new Set([sessionId, ...topics.flatMap(({ sessionIds }) => sessionIds)])];
  return topicId ? topics.flatMap(({ sessionIds }) => sessionIds) : null;
}

/** The withdrawn ones too: what was decided and taken back is a part of how the list came about. */
async function findCorrections(
  db: Db,
  { seriesId, personId }: ListScope,
  topicIds: string[],
): Promise<ListCorrection[]> {
  const rows = await db.attendanceCorrection.findMany({
    where: { seriesId, topicId: { in: topicIds }, ...(personId && { personId }) },
    orderBy: [{ madeAt: 'asc' }, { id: 'asc' }],
    include: {
      person: { select: { name: true } },
      topic: { select: { title: true } },
      madeBy: { select: { name: true } },
      withdrawnBy: { select: { name: true } },
    },
  });
  return rows.map((row) => ({
    personId: row.personId,
    topicId: row.topicId,
    name: row.person.name,
    topicTitle: row.topic.title,
    before: row.statusBefore,
    secondsBefore: row.secondsBefore,
    outcome: toWireName(row.outcome),
    reason: row.reason,
    madeBy: row.madeBy?.name ?? null,
    madeAt: row.madeAt,
    withdrawnAt: row.withdrawnAt,
    withdrawnBy: row.withdrawnBy?.name ?? null,
    withdrawalReason: row.withdrawalReason,
  }));
}
