import type { Db } from '#server/core/context.ts';
import { CHECK_EASE_MS, type CheckEnding, checkEndings } from '#shared/presence-checks.ts';
import type { ShownCheck } from './check-course.ts';
import { byPersonId, findReachedByLine, type HeardPage } from './check-outcome.ts';
import { recordClosed, recordDelivered } from './check-record.ts';

/**
 * Closes a check, for good: everybody who was in the room while it was open gets an outcome, written down with the reason. `pages`: those that were
 * told of it, as far as this process knows.
 * @returns whether it was open
 */
export async function closeCheck(
  tx: Db,
  {
    check,
    ending,
    at,
    pages = [],
  }: { check: ShownCheck; ending: CheckEnding; at: Date; pages?: Iterable<HeardPage> },
): Promise<boolean> {
  const closedAt = at < check.shownAt ? check.shownAt : at;
  const { count } = await tx.presenceCheck.updateMany({
    where: { id: check.id, state: 'OPEN' },
    data: { state: 'CLOSED', closedAt, ending },
  });
  if (count === 0) return false;
  const isWholeTime = ending === checkEndings[0];
  if (isWholeTime) await noteReachedByLine(tx, { check, closedAt, pages });
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

/** In the record before its end, and told apart there from what pages said. */
async function noteReachedByLine(
  tx: Db,
  { check, closedAt, pages }: { check: ShownCheck; closedAt: Date; pages: Iterable<HeardPage> },
): Promise<void> {
  const { id: checkId, sessionId, shownAt } = check;
  const reached = findReachedByLine(pages, { shownAt, closedAt });
  const people = [...reached].map(([personId, at]) => ({ personId, at })).sort(byPersonId);
  if (people.length === 0) return;
  const noted = await tx.$queryRaw<{ personId: string; deliveredAt: Date }[]>`
    INSERT INTO "PresenceCheckAnswer" ("checkId", "personId", "outcome", "deliveredAt")
    SELECT ${checkId}::uuid, "personId", 'PENDING', "at"
    FROM unnest(
      ${people.map(({ personId }) => personId)}::uuid[], ${people.map(({ at }) => at)}::timestamptz[]
    ) AS "new" ("personId", "at")
    WHERE EXISTS (
      SELECT 1 FROM "PresenceInterval" AS "stay"
      WHERE "stay"."sessionId" = ${sessionId}::uuid AND "stay"."personId" = "new"."personId" AND "stay"."role" = 'LEARNER'
        AND "stay"."startedAt" <= ${closedAt} AND ("stay"."endedAt" IS NULL OR "stay"."endedAt" >= ${shownAt})
    )
    ON CONFLICT ("checkId", "personId") DO NOTHING
    RETURNING "personId", "deliveredAt"`;
  if (noted.length === 0) return;
  const deliveries = noted.map(({ personId, deliveredAt }) => ({ personId, at: deliveredAt, seen: false }));
  await recordDelivered(tx, { sessionId, checkId, at: closedAt, byLine: true }, deliveries);
}
