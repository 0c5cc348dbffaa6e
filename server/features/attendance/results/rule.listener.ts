import { randomUUID } from 'node:crypto';
import type { PrismaClient } from '#prisma/generated/client.ts';
import type { AppContext, Db } from '#server/core/context.ts';
import { appendDecision } from './decisions.ts';
import { freezeRule } from './rule.service.ts';

/** A session that begins is judged by the rule of that moment: its record says which, so that whoever has the record knows. */
export async function listenForRule({ db, events, clock }: AppContext): Promise<void> {
  events.on('session.moved', async ({ sessionId, seriesId, from, to, at }) => {
    if (from === 'lobby' && to === 'live') await applyRule(db, { sessionId, seriesId, at });
  });
  await applyMissingRules({ db, clock });
}

/**
 * A server that died between the start of a session and this; it may have ended since. The event is as old as it is: that it came later stays visible.
 * Sessions from before there were records have none to write into.
 */
export async function applyMissingRules({ db, clock }: Pick<AppContext, 'db' | 'clock'>): Promise<void> {
  const begun = await db.$queryRaw<{ id: string; seriesId: string }[]>`
    SELECT "Session"."id", "Session"."seriesId"
    FROM "Session" JOIN "AttendanceChain" ON "AttendanceChain"."sessionId" = "Session"."id"
    WHERE "Session"."startedAt" IS NOT NULL
      AND NOT EXISTS (
        SELECT 1 FROM "AttendanceEvent"
        WHERE "AttendanceEvent"."sessionId" = "Session"."id" AND "AttendanceEvent"."kind" = 'rule.applied'
      )
    ORDER BY "Session"."startedAt"`;
  for (const { id, seriesId } of begun) await applyRule(db, { sessionId: id, seriesId, at: clock.now() });
}

async function applyRule(
  db: PrismaClient,
  { sessionId, seriesId, at }: { sessionId: string; seriesId: string; at: Date },
): Promise<void> {
  await db.$transaction(async (tx) => {
    const { version, hash } = await freezeRule(tx, { seriesId, ruleId: randomUUID(), at });
    if (await isApplied(tx, sessionId)) return;
    await appendDecision(tx, sessionId, [{ kind: 'rule.applied', at, data: { version, hash: hash ?? '' } }]);
  });
}

async function isApplied(tx: Db, sessionId: string): Promise<boolean> {
  const applied = await tx.attendanceEvent.findFirst({
    where: { sessionId, kind: 'rule.applied' },
    select: { seq: true },
  });
  return applied !== null;
}
