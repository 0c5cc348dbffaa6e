import type { Db } from '#server/core/context.ts';
import { CHECK_EASE_MS, type CheckEnding, checkEndings } from '#shared/presence-checks.ts';
import type { ShownCheck } from './check-course.ts';
import { recordClosed } from './check-record.ts';

/**
 * Closes a check, for good: everybody who was in the room while it was open gets an outcome, written down with the reason.
 * @returns whether it was open
 */
export async function closeCheck(
  tx: Db,
  { check, ending, at }: { check: ShownCheck; ending: CheckEnding; at: Date },
): Promise<boolean> {
  const closedAt = at < check.shownAt ? check.shownAt : at;
  const { count } = await tx.presenceCheck.updateMany({
    where: { id: check.id, state: 'OPEN' },
    data: { state: 'CLOSED', closedAt, ending },
  });
  if (count === 0) return false;
  const isWholeTime = ending === checkEndings[0];
  const easyUntil = new Date(closedAt.getTime() - CHECK_EASE_MS);
  const left = await tx.$queryRaw<{ personId: string; outcome: string }[]>`
    UPDATE "PresenceCheckAnswer" SET "outcome" = CASE
      WHEN "deliveredAt" IS NULL OR "deliveredAt" > ${closedAt} THEN 'NOT_DELIVERED'
      WHEN ${isWholeTime} AND "deliveredAt" <= ${easyUntil} THEN 'EXPIRED'
      ELSE 'EXCUSED'
    END::"PresenceCheckOutcome"
    WHERE "checkId" = ${check.id}::uuid AND "outcome" = 'PENDING'
    RETURNING "personId", "outcome"::text AS "outcome"`;
  const missed = await tx.$queryRaw<{ personId: string }[]>`
    INSERT INTO "PresenceCheckAnswer" ("checkId", "personId", "outcome")
    SELECT ${check.id}::uuid, "present"."personId", 'NOT_DELIVERED'
    FROM (
      SELECT DISTINCT "personId" FROM "PresenceInterval"
      WHERE "sessionId" = ${check.sessionId}::uuid AND "role" = 'LEARNER'
        AND "startedAt" <= ${closedAt} AND ("endedAt" IS NULL OR "endedAt" >= ${check.shownAt})
    ) AS "present"
    ON CONFLICT ("checkId", "personId") DO NOTHING
    RETURNING "personId"`;
  const those = (outcome: string) =>
    left.filter((row) => row.outcome === outcome).map(({ personId }) => personId);
  await recordClosed(tx, check, {
    at: closedAt,
    ending,
    unanswered: those('EXPIRED'),
    excused: those('EXCUSED'),
    notDelivered: [...those('NOT_DELIVERED'), ...missed.map(({ personId }) => personId)],
  });
  return true;
}
