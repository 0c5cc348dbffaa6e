import type { Db } from '#server/core/context.ts';
import type { CheckCounts } from '#shared/features/presence-checks.ts';

/**
 * How checks stand, counted by SQL each time: never added up in memory, so it cannot be another number than the rows themselves. Present
 * are those who were in the room while it was open, by the record of presence.
 */
export async function countChecks(db: Db, checkIds: string[]): Promise<ReadonlyMap<string, CheckCounts>> {
  if (checkIds.length === 0) return new Map();
  const rows = await db.$queryRaw<({ checkId: string } & CheckCounts)[]>`
    SELECT "check"."id" AS "checkId",
      count(DISTINCT "person"."personId")::int AS "present",
      count(DISTINCT "person"."personId") FILTER (WHERE "answer"."deliveredAt" IS NOT NULL)::int AS "delivered",
      count(DISTINCT "person"."personId") FILTER (WHERE "answer"."seenAt" IS NOT NULL)::int AS "seen",
      count(DISTINCT "person"."personId") FILTER (WHERE "answer"."answeredAt" IS NOT NULL)::int AS "answered"
    FROM "PresenceCheck" AS "check"
    LEFT JOIN LATERAL (
      SELECT "personId" FROM "PresenceCheckAnswer" WHERE "checkId" = "check"."id"
      UNION
      SELECT "personId" FROM "PresenceInterval"
      WHERE "check"."state" = 'OPEN' AND "sessionId" = "check"."sessionId" AND "role" = 'LEARNER'
        AND ("endedAt" IS NULL OR "endedAt" >= "check"."shownAt")
    ) AS "person" ON true
    LEFT JOIN "PresenceCheckAnswer" AS "answer"
      ON "answer"."checkId" = "check"."id" AND "answer"."personId" = "person"."personId"
    WHERE "check"."id" = ANY(${checkIds}::uuid[])
    GROUP BY "check"."id"`;
  return new Map(rows.map(({ checkId, ...counts }) => [checkId, counts]));
}
