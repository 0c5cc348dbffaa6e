import type { Db } from '#server/core/context.ts';
import type { PersonFacts, TopicFacts } from './topic-facts.ts';

interface CacheKey {
  bridgedGapSeconds: number;
  /** By topic, from what state of the record its figures must come. */
  fingerprints: ReadonlyMap<string, string>;
}

interface StoredSet {
  topicId: string;
  fingerprint: string;
  topicSeconds: number;
  checksShown: number;
  codesShown: number;
  personIds: string[];
  seconds: number[];
  checksDelivered: number[];
  checksAnswered: number[];
  inHall: boolean[];
  codesEntered: number[];
}

/** Of these topics, those whose figures were computed from the record as it is now. One text, as in `attendance.queries.ts`. */
export async function readCachedFacts(
  db: Db,
  { bridgedGapSeconds, fingerprints }: CacheKey,
): Promise<TopicFacts[]> {
  const [answer] = await db.$queryRaw<{ sets: string }[]>`
    WITH "stored" AS (
      SELECT
        "topicId",
        array_agg("personId") AS "personIds",
        array_agg("seconds") AS "seconds",
        array_agg("checksDelivered") AS "checksDelivered",
        array_agg("checksAnswered") AS "checksAnswered",
        array_agg("inHall") AS "inHall",
        array_agg("codesEntered") AS "codesEntered"
      FROM "TopicResult"
      WHERE "topicId" = ANY(${[...fingerprints.keys()]}::uuid[]) AND "bridgedGapSeconds" = ${bridgedGapSeconds}
      GROUP BY "topicId"
    ), "set" AS (
      SELECT
        "TopicResultSet"."topicId", "fingerprint", "topicSeconds", "checksShown", "codesShown",
        coalesce("personIds", '{}') AS "personIds",
        "seconds", "checksDelivered", "checksAnswered", "inHall", "codesEntered"
      FROM "TopicResultSet" LEFT JOIN "stored" ON "stored"."topicId" = "TopicResultSet"."topicId"
      WHERE "TopicResultSet"."topicId" = ANY(${[...fingerprints.keys()]}::uuid[])
        AND "bridgedGapSeconds" = ${bridgedGapSeconds}
    )
    SELECT coalesce(json_agg("set"), '[]')::text AS "sets" FROM "set"`;
  const sets: StoredSet[] = JSON.parse(answer?.sets ?? '[]');
  return sets.filter(({ topicId, fingerprint }) => fingerprints.get(topicId) === fingerprint).map(toFacts);
}

/** In place of what was kept of the topic. Whoever computes the same at the same time writes the same. */
export async function keepFacts(
  tx: Db,
  {
    facts: { topicId, topicSeconds, checksShown, codesShown, people },
    bridgedGapSeconds,
    fingerprint,
    computedAt,
  }: { facts: TopicFacts; bridgedGapSeconds: number; fingerprint: string; computedAt: Date },
): Promise<void> {
  const set = { fingerprint, topicSeconds, checksShown, codesShown, computedAt };
  // The row of the set is held until the end of the transaction: results of two computations never mix.
  await tx.topicResultSet.upsert({
    where: { topicId_bridgedGapSeconds: { topicId, bridgedGapSeconds } },
    create: { topicId, bridgedGapSeconds, ...set },
    update: set,
    select: { topicId: true },
  });
  await tx.$executeRaw`
    DELETE FROM "TopicResult"
    WHERE "topicId" = ${topicId}::uuid AND "bridgedGapSeconds" = ${bridgedGapSeconds}`;
  await tx.$executeRaw`
    INSERT INTO "TopicResult" (
      "topicId", "bridgedGapSeconds", "personId",
      "seconds", "checksDelivered", "checksAnswered", "inHall", "codesEntered"
    )
    SELECT ${topicId}::uuid, ${bridgedGapSeconds}, "new".*
    FROM unnest(
      ${people.map(({ personId }) => personId)}::uuid[],
      ${people.map(({ seconds }) => seconds)}::int[],
      ${people.map(({ checksDelivered }) => checksDelivered)}::int[],
      ${people.map(({ checksAnswered }) => checksAnswered)}::int[],
      ${people.map(({ inHall }) => inHall)}::boolean[],
      ${people.map(({ codesEntered }) => codesEntered)}::int[]
    ) AS "new" ("personId", "seconds", "checksDelivered", "checksAnswered", "inHall", "codesEntered")
    WHERE EXISTS (SELECT 1 FROM "Person" WHERE "Person"."id" = "new"."personId")`;
}

/** Forgets what is kept of a series: the next reader computes it from the record. */
export async function forgetSeriesFacts(db: Db, seriesId: string): Promise<void> {
  await db.topicResultSet.deleteMany({ where: { topic: { seriesId } } });
}

function toFacts(set: StoredSet): TopicFacts {
  return {
    topicId: set.topicId,
    topicSeconds: set.topicSeconds,
    checksShown: set.checksShown,
    codesShown: set.codesShown,
    people: set.personIds.map(
      (personId, at): PersonFacts => ({
        personId,
        seconds: set.seconds[at] ?? 0,
        checksDelivered: set.checksDelivered[at] ?? 0,
        checksAnswered: set.checksAnswered[at] ?? 0,
        inHall: set.inHall[at] ?? false,
        codesEntered: set.codesEntered[at] ?? 0,
      }),
    ),
  };
}
