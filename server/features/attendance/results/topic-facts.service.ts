import type { PrismaClient } from '#prisma/generated/client.ts';
import type { Db } from '#server/core/context.ts';
import { findCodes, findInHalls } from './elsewhere.queries.ts';
import { keepFacts, readKeptFacts } from './result-cache.ts';
import type { CourseTopic, SeriesCourse } from './series-course.ts';
import { findChecks, findPresence } from './topic-facts.queries.ts';
import { countTopic, type PersonFacts, type TopicFacts, toStays } from './topic-facts.ts';

/** Counted while its reader waits: one session of three thousand learners who each came back twice. A quarter of a second. */
const STAYS_COUNTED_AT_ONCE = 10_000;
/** While a large session runs, how old the last count of it may be. */
const RECENT_MS = 15_000;

export interface ReadFacts {
  /** In the order of the course. */
  facts: TopicFacts[];
  /** Topics that are being counted: their facts are those of the last time, or none yet. */
  counting: ReadonlySet<string>;
  /** All that has ended is kept, and no connection can change it any more. */
  isKept: boolean;
}

export interface ReadFactsOptions {
  course: SeriesCourse;
  bridgedGapSeconds: number;
  /** Where much has to be counted it is called, and what was known before is answered. Without it, the reader waits. */
  countLater?: ((bridgedGapSeconds: number) => void) | undefined;
  /** Asked before each session: true ends the counting. */
  isStopped?: (() => boolean) | undefined;
}

/** Counts of topics that still change, which are not worth a row. */
const recentCounts = new WeakMap<PrismaClient, Map<string, { facts: TopicFacts; asOfMs: number }>>();
const RECENT_TOPICS_MAX = 50;

/** What the record comes to for everybody; kept from before where the record has not changed since. */
export async function readFacts(
  db: PrismaClient,
  { course, bridgedGapSeconds, countLater, isStopped }: ReadFactsOptions,
): Promise<ReadFacts> {
  const topicIds = course.topics.map(({ topicId }) => topicId);
  const kept = await readKeptFacts(db, { bridgedGapSeconds, topicIds });
  const recent = recentCounts.get(db) ?? new Map<string, { facts: TopicFacts; asOfMs: number }>();
  recentCounts.set(db, recent);
  const known = new Map<string, TopicFacts>();
  const unknown: CourseTopic[] = [];
  for (const topic of course.topics) {
    const { topicId, fingerprint } = topic;
    const before = kept.get(topicId);
    if (before && before.fingerprint === fingerprint) known.set(topicId, before.facts);
    else if (topic.sessions.length > 0) unknown.push(topic);
  }
  if (countLater && (await isMuch(db, unknown))) {
    const counting = new Set<string>();
    for (const { topicId } of unknown) {
      const last = recent.get(`${topicId} ${bridgedGapSeconds}`);
      const facts = last?.facts ?? kept.get(topicId)?.facts;
      if (facts) known.set(topicId, facts);
      if (!last || course.asOf.getTime() - last.asOfMs > RECENT_MS) counting.add(topicId);
    }
    if (counting.size > 0) countLater(bridgedGapSeconds);
    return {
      facts: topicIds.map((topicId) => known.get(topicId) ?? emptyFacts(topicId)),
      counting,
      isKept: false,
    };
  }
  let isKept = true;
  // Session by session: no statement holds up the embedded database for long, and what is done is done.
  for (const topics of Map.groupBy(unknown, ({ sessions }) => sessions[0]?.sessionId).values()) {
    if (isStopped?.()) break;
    for (const { facts, isSettled } of await computeFacts(db, {
      topics,
      asOf: course.asOf,
      bridgedGapSeconds,
    })) {
      known.set(facts.topicId, facts);
      const key = `${facts.topicId} ${bridgedGapSeconds}`;
      const fingerprint = topics.find(({ topicId }) => topicId === facts.topicId)?.fingerprint;
      if (isSettled && fingerprint !== undefined) {
        recent.delete(key);
        await db.$transaction((tx) =>
          keepFacts(tx, { facts, bridgedGapSeconds, fingerprint, computedAt: course.asOf }),
        );
      } else {
        if (fingerprint !== undefined) isKept = false;
        if (recent.size >= RECENT_TOPICS_MAX) recent.clear();
        recent.set(key, { facts, asOfMs: course.asOf.getTime() });
      }
    }
  }
  return {
    facts: topicIds.map((topicId) => known.get(topicId) ?? emptyFacts(topicId)),
    counting: new Set(),
    isKept,
  };
}

async function isMuch(db: Db, topics: readonly CourseTopic[]): Promise<boolean> {
  if (topics.length === 0) return false;
  const sessionIds = topics.flatMap(({ sessions }) => sessions.map(({ sessionId }) => sessionId));
  const [{ stays } = { stays: 0 }] = await db.$queryRaw<{ stays: number }[]>`
    SELECT count(*)::int AS "stays" FROM (
      SELECT 1 FROM "PresenceInterval" WHERE "sessionId" = ANY(${[...new Set(sessionIds)]}::uuid[])
      LIMIT ${STAYS_COUNTED_AT_ONCE + 1}
    ) AS "some"`;
  return stays > STAYS_COUNTED_AT_ONCE;
}

interface ComputeOptions {
  topics: CourseTopic[];
  asOf: Date;
  bridgedGapSeconds: number;
  /** Only this person. */
  personId?: string;
}

/** From the record alone. Settled is what no connection that is still open can change. */
export async function computeFacts(
  db: Db,
  { topics, asOf, bridgedGapSeconds, personId }: ComputeOptions,
): Promise<{ facts: TopicFacts; isSettled: boolean }[]> {
  const sessionIds = [
    ...new Set(topics.flatMap(({ sessions }) => sessions.map(({ sessionId }) => sessionId))),
  ];
  if (sessionIds.length === 0) {
    return topics.map(({ topicId }) => ({ facts: emptyFacts(topicId), isSettled: false }));
  }
  const presence = await findPresence(db, { sessionIds, asOf, personId });
  const stays = new Map(presence.map((session) => [session.sessionId, toStays(session, bridgedGapSeconds)]));
  const leased = new Set(presence.filter(({ isLeased }) => isLeased).map(({ sessionId }) => sessionId));
  const counted = new Map(
    topics.map((topic) => [topic.topicId, countTopic(topic, (sessionId) => stays.get(sessionId) ?? [])]),
  );
  const topicIds = topics.map(({ topicId }) => topicId);
  const checks = byTopic(await findChecks(db, { topicIds, personId }));
  const codes = byTopic(await findCodes(db, { topicIds, personId }));
  const inHalls = await findInHalls(db, {
    topicIds,
    sessionIds,
    topicSecondsOf: (topicId) => counted.get(topicId)?.topicSeconds ?? 0,
  });

  return topics.map(({ topicId, sessions }) => {
    const { topicSeconds = 0, seconds = new Map<string, number>() } = counted.get(topicId) ?? {};
    const people = new Map<string, PersonFacts>();
    const factsOf = (whose: string): PersonFacts => {
      const facts = people.get(whose) ?? { ...noFacts, personId: whose };
      people.set(whose, facts);
      return facts;
    };
    for (const [whose, present] of seconds) factsOf(whose).seconds = present;
    const { shown = 0, personIds = [], delivered = [], answered = [] } = checks.get(topicId) ?? {};
    for (const [at, whose] of personIds.entries()) {
      factsOf(whose).checksDelivered = delivered[at] ?? 0;
      factsOf(whose).checksAnswered = answered[at] ?? 0;
    }
    for (const whose of inHalls.get(topicId) ?? []) {
      if (personId === undefined || whose === personId) factsOf(whose).inHall = true;
    }
    const { shown: codesShown = 0, entries = [] } = codes.get(topicId) ?? {};
    for (const { personId: whose, entered } of entries) factsOf(whose).codesEntered = entered;
    return {
      facts: { topicId, topicSeconds, checksShown: shown, codesShown, people: [...people.values()] },
      isSettled: sessions.every(({ sessionId }) => !leased.has(sessionId)),
    };
  });
}

function byTopic<Row extends { topicId: string }>(rows: Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [row.topicId, row]));
}

const noFacts = { seconds: 0, checksDelivered: 0, checksAnswered: 0, inHall: false, codesEntered: 0 };

function emptyFacts(topicId: string): TopicFacts {
  return { topicId, topicSeconds: 0, checksShown: 0, codesShown: 0, people: [] };
}
