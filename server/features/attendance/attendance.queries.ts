import { Prisma } from '#prisma/generated/client.ts';
import type { Db } from '#server/core/context.ts';

/** What the record says of one learner in one session; all times in milliseconds. */
export interface RecordedPresence {
  personId: string;
  name: string;
  email: string | null;
  phone: string | null;
  firstSeenMs: number | null;
  lastSeenMs: number | null;
  isLeased: boolean;
  /** Of each interval, in no order; with those of `endsMs` at the same place. An open one ends at `asOf`. */
  startsMs: number[];
  endsMs: number[];
}

export interface FindPresenceOptions {
  sessionId: string;
  seriesId: string;
  /** Who was enrolled later is not missing here. */
  enrolledUntil: Date;
  asOf: Date;
  /** Only these; without it, everybody who was there or should have been. */
  personIds?: string[];
}

/**
 * Learners who were in the room, and enrolled ones who were not. Whoever is staff by now is missed by nobody, but what they attended as
 * a learner stands; so does the attendance of a learner who was taken out of the series later.
 *
 * The database gathers, `presence-intervals.ts` computes. The answer is one text: to decode 3,000 rows value by value takes Prisma
 * 100 ms and more, in which nothing else in the process turns; to parse this takes 10.
 */
export async function findRecordedPresence(
  db: Db,
  options: FindPresenceOptions,
): Promise<RecordedPresence[]> {
  const { sessionId, seriesId, enrolledUntil, asOf, personIds } = options;
  const ofThese = personIds ? Prisma.sql`AND "personId" = ANY(${personIds}::uuid[])` : Prisma.empty;
  const [answer] = await db.$queryRaw<{ people: string }[]>`
    WITH "interval" AS (
      SELECT
        "personId",
        "endedAt" IS NULL AS "isLeased",
        ${toMs(Prisma.sql`"startedAt"`)} AS "startMs",
        ${toMs(Prisma.sql`coalesce("endedAt", "lastProofAt")`)} AS "lastSeenMs",
        ${toMs(Prisma.sql`coalesce("endedAt", ${asOf})`)} AS "endMs"
      FROM "PresenceInterval"
      WHERE "sessionId" = ${sessionId}::uuid AND "role" = 'LEARNER' ${ofThese}
    ), "seen" AS (
      SELECT
        "personId",
        min("startMs") AS "firstSeenMs",
        max("lastSeenMs") AS "lastSeenMs",
        bool_or("isLeased") AS "isLeased",
        array_agg("startMs") AS "startsMs",
        array_agg("endMs") AS "endsMs"
      FROM "interval"
      GROUP BY "personId"
    ), "expected" AS (
      ${expected({ seriesId, enrolledUntil })} ${ofThese}
    ), "listed" AS (
      SELECT
        "Person"."id" AS "personId", "Person"."name", "Person"."email", "Person"."phone",
        "seen"."firstSeenMs", "seen"."lastSeenMs",
        coalesce("seen"."isLeased", false) AS "isLeased",
        coalesce("seen"."startsMs", '{}') AS "startsMs",
        coalesce("seen"."endsMs", '{}') AS "endsMs"
      FROM (SELECT "personId" FROM "seen" UNION SELECT "personId" FROM "expected") AS "any"
      JOIN "Person" ON "Person"."id" = "any"."personId"
      LEFT JOIN "seen" ON "seen"."personId" = "any"."personId"
    )
    SELECT coalesce(json_agg("listed"), '[]')::text AS "people" FROM "listed"`;
  return answer ? (JSON.parse(answer.people) as RecordedPresence[]) : [];
}

/** Only who they are. */
export async function findAttendees(
  db: Db,
  { sessionId, seriesId, enrolledUntil }: Omit<FindPresenceOptions, 'asOf' | 'personIds'>,
): Promise<string[]> {
  const [answer] = await db.$queryRaw<{ ids: string }[]>`
    SELECT coalesce(json_agg("personId"), '[]')::text AS "ids" FROM (
      SELECT "personId" FROM "PresenceInterval"
      WHERE "sessionId" = ${sessionId}::uuid AND "role" = 'LEARNER'
      UNION ${expected({ seriesId, enrolledUntil })}
    ) AS "any"`;
  return answer ? (JSON.parse(answer.ids) as string[]) : [];
}

function expected({
  seriesId,
  enrolledUntil,
}: Pick<FindPresenceOptions, 'seriesId' | 'enrolledUntil'>): Prisma.Sql {
  return Prisma.sql`
    SELECT "personId" FROM "Enrolment"
    WHERE "seriesId" = ${seriesId}::uuid
      AND "createdAt" <= ${enrolledUntil}
      AND ("removedAt" IS NULL OR "removedAt" > ${enrolledUntil})
      AND NOT EXISTS (
        SELECT 1 FROM "SeriesStaff"
        WHERE "SeriesStaff"."seriesId" = "Enrolment"."seriesId"
          AND "SeriesStaff"."personId" = "Enrolment"."personId"
      )`;
}

/** Times are kept to the millisecond, so nothing is lost. */
function toMs(time: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(extract(epoch FROM ${time}) * 1000)::bigint`;
}
