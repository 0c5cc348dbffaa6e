import type { PrismaClient } from '#prisma/generated/client.ts';
import type { Db } from '#server/core/context.ts';
import { keepFacts, readCachedFacts } from './result-cache.ts';
import type { CourseTopic, SeriesCourse } from './series-course.ts';
import { findPresence } from './topic-facts.queries.ts';
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

  return topics.map((topic) => {
    const { topicSeconds, seconds } = countTopic(topic, (sessionId) => stays.get(sessionId) ?? []);
    const people = [...seconds].map(
      ([personId, present]): PersonFacts => ({
        personId,
        seconds: present,
        checksDelivered: 0,
        checksAnswered: 0,
        inHall: false,
        codesEntered: 0,
      }),
    );
    return {
      facts: { topicId: topic.topicId, topicSeconds, checksShown: 0, codesShown: 0, people },
      isSettled: topic.sessions.every(({ sessionId }) => !leased.has(sessionId)),
    };
  });
}

function emptyFacts(topicId: string): TopicFacts {
  return { topicId, topicSeconds: 0, checksShown: 0, codesShown: 0, people: [] };
}
