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

export interface ListedContact extends ListedLearner {
  phone: string | null;
  email: string | null;
  position: string | null;
  birthYear: number | null;
}

/** By whom a list is sorted and what it is read by, of fifty thousand without a thought of memory. */
export type RollEntry = Pick<ListedLearner, 'personId' | 'name'>;

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
  return readLearners<ListedLearner>(db, {
    seriesId,
    who: Prisma.sql`${onList(seriesId, attendedIds)} ${personId ? Prisma.sql`AND "Person"."id" = ${personId}::uuid` : Prisma.empty}`,
    fields: ofLearner,
  });
}

/** The same people, by id and name only. */
export async function findRoll(
  db: Db,
  { seriesId, attendedIds }: { seriesId: string; attendedIds: string[] },
): Promise<RollEntry[]> {
  return readLearners(db, {
    seriesId,
    who: onList(seriesId, attendedIds),
    fields: Prisma.sql`"Person"."id" AS "personId", "Person"."name"`,
  });
}

/** These people, with how to reach them; whoever is gone meanwhile is not among them. */
export async function findContacts(
  db: Db,
  { seriesId, personIds }: { seriesId: string; personIds: readonly string[] },
): Promise<ListedContact[]> {
  return readLearners(db, {
    seriesId,
    who: Prisma.sql`"Person"."id" = ANY(${personIds}::uuid[])`,
    fields: Prisma.sql`${ofLearner}, "Person"."phone", "Person"."email", "Enrolment"."position", "Enrolment"."birthYear"`,
  });
}

const ofLearner = Prisma.sql`
  "Person"."id" AS "personId",
  "Person"."name",
  "Enrolment"."organisation",
  "Enrolment"."province",
  "Enrolment"."participantGroup" AS "group",
  "Enrolment"."id" IS NOT NULL AND "Enrolment"."removedAt" IS NULL AS "enrolled",
  "TestScore"."scorePercent"::float8 AS "testScorePercent"`;

function onList(seriesId: string, attendedIds: string[]): Prisma.Sql {
  return Prisma.sql`(
    "Person"."id" = ANY(${attendedIds}::uuid[])
    OR (
      "Enrolment"."removedAt" IS NULL
      AND "Enrolment"."id" IS NOT NULL
      AND NOT EXISTS (
        SELECT 1 FROM "SeriesStaff"
        WHERE "SeriesStaff"."seriesId" = ${seriesId}::uuid AND "SeriesStaff"."personId" = "Person"."id"
      )
    )
  )`;
}

async function readLearners<Row>(
  db: Db,
  { seriesId, who, fields }: { seriesId: string; who: Prisma.Sql; fields: Prisma.Sql },
): Promise<Row[]> {
  const [answer] = await db.$queryRaw<{ learners: string }[]>`
    WITH "learner" AS (
      SELECT ${fields}
      FROM "Person"
      LEFT JOIN "Enrolment"
        ON "Enrolment"."personId" = "Person"."id" AND "Enrolment"."seriesId" = ${seriesId}::uuid
      LEFT JOIN "TestScore"
        ON "TestScore"."personId" = "Person"."id" AND "TestScore"."seriesId" = ${seriesId}::uuid
      WHERE ${who}
    )
    SELECT coalesce(json_agg("learner"), '[]')::text AS "learners" FROM "learner"`;
  return answer ? (JSON.parse(answer.learners) as Row[]) : [];
}
