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
