import type { Db } from '#server/core/context.ts';

export interface NamedInHall {
  hallName: string;
  /** Staff have confirmed the hall; before that, nobody counts on its word. */
  isConfirmed: boolean;
  /** The last time that still stands. */
  at: Date;
}

/** Whom the attesters of a session's halls have named. Refused halls and withdrawn namings say nothing. */
export async function findNamedInHalls(db: Db, sessionId: string): Promise<ReadonlyMap<string, NamedInHall>> {
  const rows = await db.$queryRaw<(NamedInHall & { personId: string })[]>`
    SELECT DISTINCT ON ("named"."personId") "named"."personId", "hall"."name" AS "hallName",
      "hall"."confirmedAt" IS NOT NULL AS "isConfirmed", "naming"."at"
    FROM "Hall" AS "hall"
    JOIN "HallAttestation" AS "naming" ON "naming"."hallId" = "hall"."id"
    CROSS JOIN LATERAL unnest("naming"."personIds") AS "named"("personId")
    WHERE "hall"."sessionId" = ${sessionId}::uuid
      AND "hall"."refusedAt" IS NULL
      AND "naming"."withdrawnAt" IS NULL
    ORDER BY "named"."personId", "naming"."at" DESC`;
  return new Map(rows.map(({ personId, ...named }) => [personId, named]));
}
