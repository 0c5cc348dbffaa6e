import type { PrismaClient } from '#prisma/generated/client.ts';
import type { Clock } from '#server/core/clock.ts';
import type { Db } from '#server/core/context.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { lockSession } from '#server/features/catalog/catalog.locks.ts';
import { assertUnlocked } from '#server/features/catalog/room-settings.service.ts';
import { appError } from '#shared/errors.ts';
import { limits } from '#shared/limits.ts';
import { type HandRow, withPerson } from './stage.mapper.ts';

interface Act {
  db: PrismaClient;
  sessionId: string;
  personId: string;
}

/**
 * Raises a hand, behind all others. One that is up already keeps its place.
 * @returns the hand, where it was not up before
 */
export async function raiseHand({
  db,
  clock,
  sessionId,
  personId,
}: Act & { clock: Clock }): Promise<HandRow | undefined> {
  return db.$transaction(async (tx) => {
    // Held until the commit: two who raise at once get two numbers.
    const { state } = await lockSession(tx, sessionId);
    if (state !== 'live') throw appError('wrong_state');
    await assertUnlocked(tx, { sessionId, role: 'learner', feature: 'hands' });
    const isUp = await tx.raisedHand.count({ where: { sessionId, personId } });
    if (isUp > 0) return undefined;
    if ((await tx.raisedHand.count({ where: { sessionId } })) >= limits.hands) {
      throw appError('limit_reached', { max: limits.hands });
    }
    const { handCount: number } = await tx.session.update({
      where: { id: sessionId },
      data: { handCount: { increment: 1 } },
      select: { handCount: true },
    });
    return tx.raisedHand.create({
      data: { sessionId, personId, number, raisedAt: clock.now() },
      include: withPerson,
    });
  });
}

/** Lowers one's own hand, whatever is locked. */
export async function lowerHand({ db, sessionId, personId }: Act): Promise<number[]> {
  return db.$transaction(async (tx) => {
    await lockSession(tx, sessionId);
    return takeHandDown(tx, { sessionId, personId });
  });
}

/** Staff lower hands. @returns those that were still up, and whose they were */
export async function putDownHands({
  db,
  sessionId,
  personId,
  numbers,
}: Act & { numbers: number[] }): Promise<{ number: number; personId: string }[]> {
  return db.$transaction(async (tx) => {
    const { seriesId } = await lockSession(tx, sessionId);
    const where = { sessionId, number: { in: numbers } };
    const lowered = await tx.raisedHand.findMany({ where, select: { number: true, personId: true } });
    await tx.raisedHand.deleteMany({ where });
    for (const hand of lowered) {
      await writeAudit(tx, {
        actorId: personId,
        action: 'hand.lowered',
        seriesId,
        sessionId,
        details: { personId: hand.personId },
      });
    }
    return lowered;
  });
}

/** To be called in the transaction that gives the person what they raised it for. */
export async function takeHandDown(
  tx: Db,
  { sessionId, personId }: { sessionId: string; personId: string },
): Promise<number[]> {
  const hands = await tx.raisedHand.findMany({ where: { sessionId, personId }, select: { number: true } });
  await tx.raisedHand.deleteMany({ where: { sessionId, personId } });
  return hands.map(({ number }) => number);
}
