import type { PrismaClient } from '#prisma/generated/client.ts';
import { byPersonId } from './check-outcome.ts';
import { recordDelivered } from './check-record.ts';

export interface ArrivedDelivery {
  sessionId: string;
  personId: string;
  seen: boolean;
  arrivedAt: Date;
}

/** Whom a check has reached, many at once; by the first page of each. Notes of a check that is over, or of another session's, are passed over. */
export function deliverTogether(
  db: PrismaClient,
  checkId: string,
  arrived: readonly ArrivedDelivery[],
): Promise<boolean[]> {
  return db.$transaction(async (tx) => {
    const [check] = await tx.$queryRaw<{ sessionId: string; state: string; endsAt: Date }[]>`
      SELECT "sessionId", "state"::text AS "state", coalesce("closedAt", "closesAt") AS "endsAt"
      FROM "PresenceCheck" WHERE "id" = ${checkId}::uuid AND "state" <> 'PLANNED' FOR SHARE`;
    const inTime = arrived.filter(
      ({ sessionId, arrivedAt }) => sessionId === check?.sessionId && arrivedAt <= check.endsAt,
    );
    if (!check || inTime.length === 0) return arrived.map(() => false);

    const known = new Map(
      (
        await tx.presenceCheckAnswer.findMany({
          where: { checkId, personId: { in: inTime.map(({ personId }) => personId) } },
          select: { personId: true, deliveredAt: true, seenAt: true },
        })
      ).map((row) => [row.personId, row]),
    );
    const fresh = new Map<string, { personId: string; at: Date; seen: boolean }>();
    for (const { personId, seen, arrivedAt } of inTime) {
      const before = known.get(personId);
      if (before?.deliveredAt && (before.seenAt || !seen)) continue;
      const noted = fresh.get(personId);
      fresh.set(personId, { personId, at: noted?.at ?? arrivedAt, seen: seen || noted?.seen === true });
    }
    const rows = [...fresh.values()].sort(byPersonId);
    if (rows.length === 0) return arrived.map(() => false);
    // What was still on its way when the check closed reached nobody in time to answer at ease.
    const outcome = check.state === 'OPEN' ? 'PENDING' : 'EXCUSED';
    await tx.$executeRaw`
      INSERT INTO "PresenceCheckAnswer" AS "kept" ("checkId", "personId", "outcome", "deliveredAt", "seenAt")
      SELECT ${checkId}::uuid, "personId", ${outcome}::"PresenceCheckOutcome", "at", CASE WHEN "seen" THEN "at" END
      FROM unnest(
        ${rows.map(({ personId }) => personId)}::uuid[],
        ${rows.map(({ at }) => at)}::timestamptz[],
        ${rows.map(({ seen }) => seen)}::boolean[]
      ) AS "new" ("personId", "at", "seen")
      ON CONFLICT ("checkId", "personId") DO UPDATE SET
        "outcome" = CASE WHEN "kept"."outcome" = 'NOT_DELIVERED' THEN EXCLUDED."outcome" ELSE "kept"."outcome" END,
        "deliveredAt" = coalesce("kept"."deliveredAt", EXCLUDED."deliveredAt"),
        "seenAt" = coalesce("kept"."seenAt", EXCLUDED."seenAt")`;
    const at = new Date(Math.max(...rows.map((row) => row.at.getTime())));
    await recordDelivered(tx, { sessionId: check.sessionId, checkId, at }, rows);
    return arrived.map(({ personId }) => fresh.has(personId));
  });
}
