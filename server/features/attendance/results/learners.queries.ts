import { Prisma } from '#prisma/generated/client.ts';
import type { Db } from '#server/core/context.ts';

export interface ListedLearner {
  personId: string;
  name: string;
  organisation: string | null;
  province: string | null;
  group: string | null;
  enrolled: boolean;
  testScorePercent: number | null;
}

/**
 * Everybody on the list of the series who is not staff, and whoever attended something (`attendedIds`) and is on it no longer. One text, as in
 * `attendance.queries.ts`.
 */
export async function findLearners(
  db: Db,
  {
    seriesId,
    attendedIds,
    personId,
  }: { seriesId: string; attendedIds: string[]; personId?: string | undefined },
): Promise<ListedLearner[]> {
  const ofOne = personId ? Prisma.sql`AND "Person"."id" = ${personId}::uuid` : Prisma.empty;
  const [answer] = await db.$queryRaw<{ learners: string }[]>`
    WITH "learner" AS (
      SELECT
        "Person"."id" AS "personId",
        "Person"."name",
        "Enrolment"."organisation",
        "Enrolment"."province",
        "Enrolment"."participantGroup" AS "group",
        "Enrolment"."id" IS NOT NULL AND "Enrolment"."removedAt" IS NULL AS "enrolled",
        "TestScore"."scorePercent"::float8 AS "testScorePercent"
      FROM "Person"
      LEFT JOIN "Enrolment"
        ON "Enrolment"."personId" = "Person"."id" AND "Enrolment"."seriesId" = ${seriesId}::uuid
      LEFT JOIN "TestScore"
        ON "TestScore"."personId" = "Person"."id" AND "TestScore"."seriesId" = ${seriesId}::uuid
      WHERE (
        "Person"."id" = ANY(${attendedIds}::uuid[])
        OR (
          "Enrolment"."removedAt" IS NULL
          AND "Enrolment"."id" IS NOT NULL
          AND NOT EXISTS (
            SELECT 1 FROM "SeriesStaff"
            WHERE "SeriesStaff"."seriesId" = ${seriesId}::uuid AND "SeriesStaff"."personId" = "Person"."id"
          )
        )
      ) ${ofOne}
    )
    SELECT coalesce(json_agg("learner"), '[]')::text AS "learners" FROM "learner"`;
  return answer ? (JSON.parse(answer.learners) as ListedLearner[]) : [];
}
