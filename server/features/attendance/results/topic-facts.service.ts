import type { PrismaClient } from '#prisma/generated/client.ts';
import type { Db } from '#server/core/context.ts';
import { findCodes, findInHalls } from './elsewhere.queries.ts';
import { keepFacts, readCachedFacts } from './result-cache.ts';
import type { CourseTopic, SeriesCourse } from './series-course.ts';
import { findChecks, findPresence } from './topic-facts.queries.ts';
import { countTopic, type PersonFacts, type TopicFacts, toStays } from './topic-facts.ts';

/** What the record comes to for everybody, in the order of the course; kept from before where the record has not changed since. */
export async function readFacts(
  db: PrismaClient,
  course: SeriesCourse,
  bridgedGapSeconds: number,
): Promise<TopicFacts[]> {
  const fingerprints = new Map(
    course.topics.flatMap(({ topicId, fingerprint }) =>
      fingerprint === undefined ? [] : [[topicId, fingerprint] as const],
    ),
  );
  const cached = await readCachedFacts(db, { bridgedGapSeconds, fingerprints });
  const known = new Map(cached.map((facts) => [facts.topicId, facts]));
  const unknown = course.topics.filter(({ topicId }) => !known.has(topicId));
  for (const { facts, isSettled } of await computeFacts(db, {
    topics: unknown,
    asOf: course.asOf,
    bridgedGapSeconds,
  })) {
    known.set(facts.topicId, facts);
    const fingerprint = fingerprints.get(facts.topicId);
    if (!isSettled || fingerprint === undefined) continue;
    await db.$transaction((tx) =>
      keepFacts(tx, { facts, bridgedGapSeconds, fingerprint, computedAt: course.asOf }),
    );
  }
  return course.topics.map(({ topicId }) => known.get(topicId) ?? emptyFacts(topicId));
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
