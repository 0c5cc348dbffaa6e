import { Prisma } from '#prisma/generated/client.ts';
import type { Db } from '#server/core/context.ts';
import { findHallPeople, type TopicAttestation } from '#shared/hall-evidence.ts';

// Who attended without a connection of their own. The tables belong to features above this one, and are read as they stand.

interface ElsewhereOptions {
  topicIds: string[];
  sessionIds: string[];
  topicSecondsOf: (topicId: string) => number;
}

/** By topic, whom an attester named as often as counts, in halls that staff have confirmed; refused ones and withdrawn lists are left out. */
export async function findInHalls(
  db: Db,
  { topicIds, sessionIds, topicSecondsOf }: ElsewhereOptions,
): Promise<Map<string, Set<string>>> {
  const attestations = await db.$queryRaw<TopicAttestation[]>`
    SELECT "HallAttestation"."topicId", "HallAttestation"."personIds",
      (extract(epoch FROM "HallAttestation"."at") * 1000)::float8 AS "atMs"
    FROM "HallAttestation" JOIN "Hall" ON "Hall"."id" = "HallAttestation"."hallId"
    WHERE "Hall"."sessionId" = ANY(${sessionIds}::uuid[]) AND "Hall"."refusedAt" IS NULL
      AND "Hall"."confirmedAt" IS NOT NULL
      AND "HallAttestation"."withdrawnAt" IS NULL AND "HallAttestation"."topicId" = ANY(${topicIds}::uuid[])`;
  return findHallPeople(attestations, topicSecondsOf);
}

export interface TopicCodes {
  topicId: string;
  /** Codes that were shown in the picture. */
  shown: number;
  entries: { personId: string; entered: number }[];
}

export async function findCodes(
  db: Db,
  { topicIds, personId }: { topicIds: string[]; personId?: string | undefined },
): Promise<TopicCodes[]> {
  const ofOne = personId ? Prisma.sql`AND "personId" = ${personId}::uuid` : Prisma.empty;
  const [answer] = await db.$queryRaw<{ codes: string }[]>`
    WITH "shown" AS (
      SELECT "topicId", count(*) AS "shown" FROM "ViewerCode"
      WHERE "topicId" = ANY(${topicIds}::uuid[]) GROUP BY "topicId"
    ), "entered" AS (
      SELECT "topicId", "personId", count(*) AS "entered"
      FROM "ViewerCode" JOIN "ViewerCodeEntry" ON "codeId" = "ViewerCode"."id"
      WHERE "topicId" = ANY(${topicIds}::uuid[]) ${ofOne}
      GROUP BY "topicId", "personId"
    ), "entries" AS (
      SELECT "topicId", json_agg(json_build_object('personId', "personId", 'entered', "entered")) AS "entries"
      FROM "entered" GROUP BY "topicId"
    ), "topic" AS (
      SELECT "shown".*, coalesce("entries", '[]') AS "entries"
      FROM "shown" LEFT JOIN "entries" USING ("topicId")
    )
    SELECT coalesce(json_agg("topic"), '[]')::text AS "codes" FROM "topic"`;
  return JSON.parse(answer?.codes ?? '[]') as TopicCodes[];
}
