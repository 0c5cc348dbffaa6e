import { Prisma } from '#prisma/generated/client.ts';
import type { Db } from '#server/core/context.ts';
import type { PersonPresence, SessionPresence } from './topic-facts.ts';

export interface FindPresenceOptions {
  sessionIds: string[];
  asOf: Date;
  /** Only this person. */
  personId?: string | undefined;
}

/** One text from the database, as in `attendance.queries.ts` and for its reason. */
export async function findPresence(
  db: Db,
  { sessionIds, asOf, personId }: FindPresenceOptions,
): Promise<SessionPresence[]> {
  const ofOne = personId ? Prisma.sql`AND "personId" = ${personId}::uuid` : Prisma.empty;
  const [answer] = await db.$queryRaw<{ stays: string }[]>`
    WITH "person" AS (
      SELECT
        "sessionId",
        "personId",
        bool_or("endedAt" IS NULL) AS "isLeased",
        array_agg(${toMs(Prisma.sql`"startedAt"`)}) AS "startsMs",
        array_agg(${toMs(Prisma.sql`coalesce("endedAt", ${asOf})`)}) AS "endsMs"
      FROM "PresenceInterval"
      WHERE "sessionId" = ANY(${sessionIds}::uuid[]) AND "role" = 'LEARNER' ${ofOne}
      GROUP BY "sessionId", "personId"
    )
    SELECT coalesce(json_agg("person"), '[]')::text AS "stays" FROM "person"`;
  const rows: (PersonPresence & { sessionId: string; isLeased: boolean })[] = JSON.parse(
    answer?.stays ?? '[]',
  );
  return sessionIds.map((sessionId) => {
    const people = rows.filter((row) => row.sessionId === sessionId);
    return { sessionId, people, isLeased: people.some(({ isLeased }) => isLeased) };
  });
}

/** Times are kept to the millisecond, so nothing is lost. */
function toMs(time: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(extract(epoch FROM ${time}) * 1000)::bigint`;
}

/** The checks that are closed: what became of an open one nobody knows yet. */
export interface TopicChecks {
  topicId: string;
  shown: number;
  /** Each with those of the other two at the same place. */
  personIds: string[];
  delivered: number[];
  answered: number[];
}

/**
 * A check reached somebody who answered it, or let it expire; whom it did not reach, or too late to be answered, it says nothing about. One that was
 * cut short was asked of nobody, and helps whoever had answered it. The tables belong to a feature above this one, and are read as they stand.
 */
export async function findChecks(
  db: Db,
  { topicIds, personId }: { topicIds: string[]; personId?: string | undefined },
): Promise<TopicChecks[]> {
  const ofOne = personId ? Prisma.sql`AND "personId" = ${personId}::uuid` : Prisma.empty;
  const [answer] = await db.$queryRaw<{ checks: string }[]>`
    WITH "closed" AS (
      SELECT "id", "topicId", "ending" FROM "PresenceCheck"
      WHERE "topicId" = ANY(${topicIds}::uuid[]) AND "state" = 'CLOSED'
    ), "counted" AS (
      SELECT "topicId", "personId", count(*) AS "delivered",
        count(*) FILTER (WHERE "outcome" = 'ANSWERED') AS "answered"
      FROM "closed" JOIN "PresenceCheckAnswer" ON "checkId" = "closed"."id"
      WHERE "outcome" IN ('ANSWERED', 'EXPIRED') ${ofOne}
      GROUP BY "topicId", "personId"
    ), "gathered" AS (
      SELECT "topicId", array_agg("personId") AS "personIds", array_agg("delivered") AS "delivered",
        array_agg("answered") AS "answered"
      FROM "counted" GROUP BY "topicId"
    ), "topic" AS (
      SELECT "closed"."topicId", count(*) FILTER (WHERE "ending" = 'time') AS "shown",
        coalesce((SELECT "personIds" FROM "gathered" WHERE "gathered"."topicId" = "closed"."topicId"), '{}') AS "personIds",
        coalesce((SELECT "delivered" FROM "gathered" WHERE "gathered"."topicId" = "closed"."topicId"), '{}') AS "delivered",
        coalesce((SELECT "answered" FROM "gathered" WHERE "gathered"."topicId" = "closed"."topicId"), '{}') AS "answered"
      FROM "closed" GROUP BY "closed"."topicId"
    )
    SELECT coalesce(json_agg("topic"), '[]')::text AS "checks" FROM "topic"`;
  return JSON.parse(answer?.checks ?? '[]') as TopicChecks[];
}
