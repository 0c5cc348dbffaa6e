import type { Db } from '#server/core/context.ts';
import { FactsMemory, type KeptFacts } from './facts-memory.ts';
import type { PersonFacts, TopicFacts } from './topic-facts.ts';

interface CacheKey {
  bridgedGapSeconds: number;
  topicIds: readonly string[];
}

interface StoredSet {
  topicId: string;
  fingerprint: string;
  computedAtMs: number;
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

/** By topic, what is kept of it, whether or not the record has grown since. */
export async function readKeptFacts(
  db: Db,
  { bridgedGapSeconds, topicIds }: CacheKey,
): Promise<Map<string, KeptFacts>> {
  const memory = FactsMemory.of(db);
  const sets = await db.$queryRaw<Pick<StoredSet, 'topicId' | 'fingerprint' | 'computedAtMs'>[]>`
    SELECT "topicId", "fingerprint", (extract(epoch FROM "computedAt") * 1000)::float8 AS "computedAtMs"
    FROM "TopicResultSet"
    WHERE "topicId" = ANY(${topicIds}::uuid[]) AND "bridgedGapSeconds" = ${bridgedGapSeconds}`;
  const kept = new Map<string, KeptFacts>();
  const unread: string[] = [];
  for (const { topicId, fingerprint, computedAtMs } of sets) {
    const facts = memory.find(toKey(topicId, bridgedGapSeconds), computedAtMs);
    if (facts) kept.set(topicId, { fingerprint, computedAtMs, facts });
    else unread.push(topicId);
  }
  if (unread.length === 0) return kept;
  for (const [topicId, stored] of await readStoredFacts(db, { bridgedGapSeconds, topicIds: unread })) {
    kept.set(topicId, stored);
    memory.keep(toKey(topicId, bridgedGapSeconds), stored);
  }
  return kept;
}

/** The same from the rows themselves, whatever this process remembers of them. */
export async function readStoredFacts(db: Db, key: CacheKey): Promise<Map<string, KeptFacts>> {
  const sets = await readStoredSets(db, key);
  return new Map(
    sets.map((set) => [
      set.topicId,
      { fingerprint: set.fingerprint, computedAtMs: set.computedAtMs, facts: toFacts(set) },
    ]),
  );
}

function toKey(topicId: string, bridgedGapSeconds: number): string {
  return `${topicId} ${bridgedGapSeconds}`;
}

/** One text, as in `attendance.queries.ts`. */
async function readStoredSets(db: Db, { bridgedGapSeconds, topicIds }: CacheKey): Promise<StoredSet[]> {
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
      WHERE "topicId" = ANY(${topicIds}::uuid[]) AND "bridgedGapSeconds" = ${bridgedGapSeconds}
      GROUP BY "topicId"
    ), "set" AS (
      SELECT
        "TopicResultSet"."topicId", "fingerprint", "topicSeconds", "checksShown", "codesShown",
        (extract(epoch FROM "computedAt") * 1000)::float8 AS "computedAtMs",
        coalesce("personIds", '{}') AS "personIds",
        "seconds", "checksDelivered", "checksAnswered", "inHall", "codesEntered"
      FROM "TopicResultSet" LEFT JOIN "stored" ON "stored"."topicId" = "TopicResultSet"."topicId"
      WHERE "TopicResultSet"."topicId" = ANY(${topicIds}::uuid[])
        AND "bridgedGapSeconds" = ${bridgedGapSeconds}
    )
    SELECT coalesce(json_agg("set"), '[]')::text AS "sets" FROM "set"`;
  return JSON.parse(answer?.sets ?? '[]') as StoredSet[];
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
