import type { Db } from '#server/core/context.ts';

/** One connection of anybody, staff included; all times in milliseconds. An open one ends at `asOf`. */
export interface RecordedConnection {
  personId: string;
  role: string;
  startMs: number;
  endMs: number;
}

/** As one text, which costs a tenth of decoding ten thousand rows one value after the other. */
export async function findConnections(
  db: Db,
  { sessionId, asOf }: { sessionId: string; asOf: Date },
): Promise<RecordedConnection[]> {
  const [answer] = await db.$queryRaw<{ connections: string }[]>`
    SELECT coalesce(json_agg(json_build_object(
      'personId', "personId",
      'role', "role",
      'startMs', (extract(epoch FROM "startedAt") * 1000)::bigint,
      'endMs', (extract(epoch FROM coalesce("endedAt", ${asOf})) * 1000)::bigint
    )), '[]')::text AS "connections"
    FROM "PresenceInterval"
    WHERE "sessionId" = ${sessionId}::uuid`;
  return answer ? (JSON.parse(answer.connections) as RecordedConnection[]) : [];
}

/**
 * Learners whose row on the board may have changed after a moment: they came or went, answered a check, or one that they were asked in
 * closed, or a hall named them, or what it said was taken back. An end is the last proof of life, which is noticed later, so one a little before that moment may be new as well; a row too
 * many is a few bytes.
 */
export async function findChangedLearners(
  db: Db,
  { sessionId, since, endedSince }: { sessionId: string; since: Date; endedSince: Date },
): Promise<string[]> {
  const rows = await db.$queryRaw<{ personId: string }[]>`
    SELECT "personId" FROM "PresenceInterval"
    WHERE "sessionId" = ${sessionId}::uuid AND "role" = 'LEARNER'
      AND ("startedAt" >= ${since} OR "endedAt" >= ${endedSince})
    UNION
    SELECT "answer"."personId"
    FROM "PresenceCheck" AS "check"
    JOIN "PresenceCheckAnswer" AS "answer" ON "answer"."checkId" = "check"."id"
    WHERE "check"."sessionId" = ${sessionId}::uuid
      AND ("check"."closedAt" >= ${since} OR "answer"."answeredAt" >= ${since})
    UNION
    SELECT unnest("naming"."personIds")
    FROM "Hall" AS "hall"
    JOIN "HallAttestation" AS "naming" ON "naming"."hallId" = "hall"."id"
    WHERE "hall"."sessionId" = ${sessionId}::uuid
      AND ("naming"."at" >= ${since} OR "naming"."withdrawnAt" >= ${since} OR "hall"."refusedAt" >= ${since})`;
  return rows.map(({ personId }) => personId);
}
