import type { PrismaClient } from '#prisma/generated/client.ts';
import type { Clock } from '#server/core/clock.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { lockSession } from '#server/features/catalog/catalog.locks.ts';
import { appError } from '#shared/errors.ts';
import { type CheckKind, holdMinutes } from '#shared/presence-checks.ts';
import type { Change } from './check.news.ts';
import { readCourse, type ShownCheck } from './check-course.ts';
import { closeCheck } from './close-check.service.ts';
import { showAsked } from './show-check.service.ts';

interface Act {
  db: PrismaClient;
  clock: Clock;
  sessionId: string;
  /** Who of staff does it. */
  personId: string;
}

/** The page's clock is the server's within a second or two; the rest is for its request to arrive. */
const HOLD_SLACK_MS = 60_000;
const HOLD_MAX_MS = Math.max(...holdMinutes) * 60_000;

/**
 * While a topic runs and no other check is open.
 * @returns null where it was asked already, and nothing is new
 */
export async function askCheck({
  db,
  clock,
  sessionId,
  personId,
  clientId,
  kind,
}: Act & { clientId: string; kind: CheckKind }): Promise<Change | null> {
  return db.$transaction(async (tx) => {
    const { seriesId } = await lockSession(tx, sessionId);
    const before = await tx.presenceCheck.findUnique({ where: { id: clientId } });
    if (before && (before.sessionId !== sessionId || before.askedById !== personId))
      throw appError('conflict');
    if (before) return null;
    const now = clock.now();
    const { running, open, rule } = await readCourse(tx, { sessionId, now });
    if (!running || open) throw appError('wrong_state');
    const { topicId } = running;
    await writeAudit(tx, {
      actorId: personId,
      action: 'check.asked',
      seriesId,
      sessionId,
      details: { kind },
    });
    return { shown: await showAsked(tx, { clientId, sessionId, topicId, kind, personId, rule, now }) };
  });
}

/** @returns null where it was closed already */
export async function closeCheckEarly({
  db,
  clock,
  sessionId,
  personId,
  checkId,
}: Act & { checkId: string }): Promise<Change | null> {
  return db.$transaction(async (tx) => {
    const { seriesId } = await lockSession(tx, sessionId);
    const check = await tx.presenceCheck.findFirst({
      where: { id: checkId, sessionId, shownAt: { not: null } },
    });
    if (!check) throw appError('not_found');
    const at = clock.now();
    const hasClosed = await closeCheck(tx, { check: check as ShownCheck, ending: 'closed_early', at });
    if (!hasClosed) return null;
    await writeAudit(tx, { actorId: personId, action: 'check.closed_early', seriesId, sessionId });
    return { closedId: checkId };
  });
}

/**
 * Says until when none comes by itself: a repeat that comes an hour later holds nothing back.
 * @throws AppError `malformed` beyond the longest time for which staff may hold them back
 */
export async function holdChecks({
  db,
  clock,
  sessionId,
  personId,
  until,
}: Act & { until: Date | null }): Promise<Change | null> {
  return db.$transaction(async (tx) => {
    const { seriesId } = await lockSession(tx, sessionId);
    const now = clock.now();
    if (until && until.getTime() > now.getTime() + HOLD_MAX_MS + HOLD_SLACK_MS)
      throw appError('malformed', { fields: ['until'] });
    const before = await tx.presenceCheckHold.findUnique({ where: { sessionId } });
    const isHeld = before !== null && before.until > now;
    if (until ? until <= now || before?.until.getTime() === until.getTime() : !isHeld) return null;
    const hold = { until: until ?? now, heldById: personId };
    await tx.presenceCheckHold.upsert({
      where: { sessionId },
      create: { sessionId, ...hold },
      update: hold,
    });
    await writeAudit(tx, {
      actorId: personId,
      action: until ? 'check.held' : 'check.let_come',
      seriesId,
      sessionId,
      ...(until && { details: { minutes: Math.ceil((until.getTime() - now.getTime()) / 60_000) } }),
    });
    return {};
  });
}
