import type { PrismaClient } from '#prisma/generated/client.ts';
import type { Clock } from '#server/core/clock.ts';
import type { Db } from '#server/core/context.ts';
import { toWireName } from '#server/core/enum-names.ts';
import { type AttendanceReport, readAttendance } from '#server/features/attendance/attendance.service.ts';
import {
  type LearnerResult,
  type LearnerTopicResult,
  type ResultTopic,
  readSeriesResults,
  type SeriesResults,
} from '#server/features/attendance/results/results.service.ts';
import type { RuleVersion } from '#server/features/attendance/results/rule.queries.ts';
import type { CorrectionOutcome } from '#shared/attendance-judgement.ts';
import { appError } from '#shared/errors.ts';
import { type ChainHeadOf, readChainHeads } from './chain-heads.ts';

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
  /** By given name. */
  learners: ListLearner[];
  corrections: ListCorrection[];
  heads: ChainHeadOf[];
}

interface Contact {
  personId: string;
  phone: string | null;
  email: string | null;
  position: string | null;
  birthYear: number | null;
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
  const { seriesId, sessionId } = scope;
  const part = await findPart(db, scope);
  const results = await readSeriesResults({ db, clock, seriesId });
  const report = sessionId ? await readAttendance({ db, clock, sessionId }) : null;
  const places = findPlaces(results, scope);
  const topics = places.flatMap((place) => results.topics[place] ?? []);
  const [contacts, corrections, heads] = await Promise.all([
    findContacts(db, seriesId),
    findCorrections(
      db,
      scope,
      topics.map(({ topicId }) => topicId),
    ),
    readChainHeads(db, { seriesId, sessionIds: listSessions(scope, topics) }),
  ]);
  return {
    scope,
    seriesTitle: results.title,
    partTitle: part?.title ?? null,
    timeZone: results.timeZone,
    asOf: results.asOf,
    startedAt: report?.run.startedAt ?? null,
    endedAt: report?.run.endedAt ?? null,
    rule: results.rule,
    topics,
    topicsNeeded: results.topicsNeeded,
    learners: toLearners({ results, report, places, contacts, personId: scope.personId }),
    corrections,
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
function findPlaces({ topics }: SeriesResults, { sessionId, topicId }: ListScope): number[] {
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

function toLearners({
  results,
  report,
  places,
  contacts,
  personId,
}: {
  results: SeriesResults;
  report: AttendanceReport | null;
  places: number[];
  contacts: ReadonlyMap<string, Contact>;
  personId: string | undefined;
}): ListLearner[] {
  const stays = report && new Map(report.learners.map((learner) => [learner.personId, learner]));
  return results.learners.flatMap((learner): ListLearner[] => {
    if (personId && learner.personId !== personId) return [];
    const stay = stays?.get(learner.personId) ?? null;
    // Whoever was neither there nor on the list when the session ended is not missing in it.
    if (stays && !stay) return [];
    const {
      phone = null,
      email = null,
      position = null,
      birthYear = null,
    } = contacts.get(learner.personId) ?? {};
    return [
      {
        ...learner,
        phone,
        email,
        position,
        birthYear,
        stay: stay && {
          firstSeenAt: stay.firstSeenAt,
          lastSeenAt: stay.lastSeenAt,
          seconds: stay.seconds,
        },
        topics: places.flatMap((place) => learner.topics[place] ?? []),
      },
    ];
  });
}

/** One text, as the results are read. */
async function findContacts(db: Db, seriesId: string): Promise<ReadonlyMap<string, Contact>> {
  const [answer] = await db.$queryRaw<{ contacts: string }[]>`
    SELECT coalesce(json_agg(json_build_object(
      'personId', "Person"."id", 'phone', "Person"."phone", 'email', "Person"."email",
      'position', "Enrolment"."position", 'birthYear', "Enrolment"."birthYear"
    )), '[]')::text AS "contacts"
    FROM "Person" LEFT JOIN "Enrolment"
      ON "Enrolment"."personId" = "Person"."id" AND "Enrolment"."seriesId" = ${seriesId}::uuid
    WHERE "Enrolment"."id" IS NOT NULL OR "Person"."id" IN (
      SELECT "personId" FROM "PresenceInterval" JOIN "Session" ON "Session"."id" = "sessionId"
      WHERE "seriesId" = ${seriesId}::uuid
    )`;
  const contacts = answer ? (JSON.parse(answer.contacts) as Contact[]) : [];
  return new Map(contacts.map((contact) => [contact.personId, contact]));
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
