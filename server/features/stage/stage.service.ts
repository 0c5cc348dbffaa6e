import type { PrismaClient } from '#prisma/generated/client.ts';
import type { Clock } from '#server/core/clock.ts';
import type { Db } from '#server/core/context.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { type LockedSession, lockSession } from '#server/features/catalog/catalog.locks.ts';
import { appError } from '#shared/errors.ts';
import type { HeldSource } from '#shared/features/stage.ts';
import { limits } from '#shared/limits.ts';
import { takeHandDown } from './hands.service.ts';
import { type MemberRow, withNames } from './stage.mapper.ts';

/** Long enough to look up from one's notes and decide; short enough that a class does not wait for somebody who is away. */
const INVITATION_MS = 60_000;
/** The browser asks for the microphone, the person reads it, tries another one, combs their hair. */
const CHECK_MS = 180_000;

interface Act {
  db: PrismaClient;
  sessionId: string;
  /** Who acts. */
  personId: string;
}

interface TimedAct extends Act {
  clock: Clock;
}

/** Asks a learner onto the stage. Whoever is asked already, or on it, stays as they are. */
export async function inviteToStage({
  db,
  clock,
  sessionId,
  personId: invitedById,
  invitedId: personId,
}: TimedAct & { invitedId: string }): Promise<MemberRow> {
  return db.$transaction(async (tx) => {
    const { seriesId } = await lockLive(tx, sessionId);
    const now = clock.now();
    await tx.stageMember.deleteMany({ where: { sessionId, personId, expiresAt: { lte: now } } });
    const known = await findMember(tx, { sessionId, personId });
    if (known) return known;
    if ((await tx.stageMember.count({ where: { sessionId } })) >= limits.stageLearners) {
      throw appError('limit_reached', { max: limits.stageLearners });
    }
    const expiresAt = new Date(now.getTime() + INVITATION_MS);
    await writeAudit(tx, {
      actorId: invitedById,
      action: 'stage.invited',
      seriesId,
      sessionId,
      details: { personId },
    });
    return tx.stageMember.create({
      data: { sessionId, personId, state: 'INVITED', invitedById, since: now, expiresAt },
      include: withNames,
    });
  });
}

/** @throws AppError `wrong_state` where nobody asked, or it was too long ago */
export async function answerInvitation({
  db,
  clock,
  sessionId,
  personId,
  accepted,
}: TimedAct & { accepted: boolean }): Promise<void> {
  await db.$transaction(async (tx) => {
    const { seriesId } = await lockLive(tx, sessionId);
    const now = clock.now();
    const member = await findMember(tx, { sessionId, personId });
    if (accepted) {
      if (!member || isExpired(member, now)) throw appError('wrong_state');
      if (member.state !== 'INVITED') return;
      await tx.stageMember.update({
        where: { sessionId_personId: { sessionId, personId } },
        data: { state: 'CHECKING', since: now, expiresAt: new Date(now.getTime() + CHECK_MS) },
      });
      return;
    }
    if (!member) return;
    if (member.state === 'ON_STAGE') throw appError('wrong_state');
    await takeOff(tx, { seriesId, sessionId, personId, actorId: personId, action: 'stage.declined' });
  });
}

/** Seen and heard from here on; the hand goes down by itself. @returns the hands that went down */
export async function enterStage({ db, clock, sessionId, personId }: TimedAct): Promise<number[]> {
  return db.$transaction(async (tx) => {
    const { seriesId } = await lockLive(tx, sessionId);
    const now = clock.now();
    const member = await findMember(tx, { sessionId, personId });
    if (member?.state === 'ON_STAGE') return [];
    if (member?.state !== 'CHECKING' || isExpired(member, now)) throw appError('wrong_state');
    await tx.stageMember.update({
      where: { sessionId_personId: { sessionId, personId } },
      data: { state: 'ON_STAGE', since: now, expiresAt: null },
    });
    await writeAudit(tx, { actorId: personId, action: 'stage.entered', seriesId, sessionId });
    return takeHandDown(tx, { sessionId, personId });
  });
}

/** Back to the audience by oneself. */
export async function leaveStage({ db, sessionId, personId }: Act): Promise<void> {
  await db.$transaction(async (tx) => {
    const { seriesId } = await lockSession(tx, sessionId);
    const member = await findMember(tx, { sessionId, personId });
    if (!member) return;
    const action = member.state === 'ON_STAGE' ? 'stage.left' : 'stage.declined';
    await takeOff(tx, { seriesId, sessionId, personId, actorId: personId, action });
  });
}

/** Back to the audience by staff, or not asked any more. Whoever is on neither is left as they are. */
export async function removeFromStage({
  db,
  sessionId,
  personId: actorId,
  removedId: personId,
}: Act & { removedId: string }): Promise<void> {
  await db.$transaction(async (tx) => {
    const { seriesId } = await lockSession(tx, sessionId);
    const member = await findMember(tx, { sessionId, personId });
    if (!member) return;
    const action = member.state === 'ON_STAGE' ? 'stage.removed' : 'stage.withdrawn';
    await takeOff(tx, { seriesId, sessionId, personId, actorId, action });
  });
}

/** Ends an invitation, or a check, that was not answered in time. @returns whether it was still there */
export async function expireInvitation({ db, clock, sessionId, personId }: TimedAct): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const [session] = await tx.$queryRaw<{ seriesId: string }[]>`
      SELECT "seriesId" FROM "Session" WHERE "id" = ${sessionId}::uuid FOR NO KEY UPDATE`;
    const member = await findMember(tx, { sessionId, personId });
    if (!session || !member || !isExpired(member, clock.now())) return false;
    const { seriesId } = session;
    await takeOff(tx, { seriesId, sessionId, personId, actorId: null, action: 'stage.expired' });
    return true;
  });
}

/** Keeps a microphone muted or a camera off until it is let go. */
export async function holdSource({
  db,
  sessionId,
  personId: actorId,
  heldId: personId,
  source,
  held,
}: Act & { heldId: string; source: HeldSource; held: boolean }): Promise<void> {
  await db.$transaction(async (tx) => {
    const { seriesId } = await lockSession(tx, sessionId);
    const member = await findMember(tx, { sessionId, personId });
    if (member?.state !== 'ON_STAGE') throw appError('wrong_state');
    const column = source === 'microphone' ? 'microphoneHeldById' : 'cameraHeldById';
    if ((member[column] !== null) === held) return;
    await tx.stageMember.update({
      where: { sessionId_personId: { sessionId, personId } },
      data: { [column]: held ? actorId : null },
    });
    await writeAudit(tx, {
      actorId,
      action: held ? `stage.${source}_held` : `stage.${source}_released`,
      seriesId,
      sessionId,
      details: { personId },
    });
  });
}

/** Written down before it is done. */
export async function noteMuting({
  db,
  sessionId,
  personId: actorId,
  mutedId,
}: Act & { mutedId: string | null }): Promise<void> {
  await db.$transaction(async (tx) => {
    const { seriesId } = await lockSession(tx, sessionId);
    await writeAudit(tx, {
      actorId,
      action: mutedId ? 'stage.muted' : 'stage.all_muted',
      seriesId,
      sessionId,
      ...(mutedId ? { details: { personId: mutedId } } : {}),
    });
  });
}

/** Large to everybody; null gives the stage back its own order. @returns whether it is another than before */
export async function setSpotlight({
  db,
  sessionId,
  personId: actorId,
  spotlightId,
}: Act & { spotlightId: string | null }): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const { seriesId } = await lockLive(tx, sessionId);
    const before = await tx.session.findUniqueOrThrow({
      where: { id: sessionId },
      select: { spotlightId: true },
    });
    if (before.spotlightId === spotlightId) return false;
    await tx.session.update({ where: { id: sessionId }, data: { spotlightId }, select: { id: true } });
    await writeAudit(tx, {
      actorId,
      action: spotlightId ? 'stage.spotlit' : 'stage.spotlight_ended',
      seriesId,
      sessionId,
      ...(spotlightId ? { details: { personId: spotlightId } } : {}),
    });
    return true;
  });
}

/** Nobody stays on the stage of a class that is over, nor waits for a turn in it. */
export async function clearStage(db: PrismaClient, sessionId: string): Promise<void> {
  await db.$transaction(async (tx) => {
    await tx.stageMember.deleteMany({ where: { sessionId } });
    await tx.raisedHand.deleteMany({ where: { sessionId } });
    await tx.session.updateMany({ where: { id: sessionId }, data: { spotlightId: null, leaderId: null } });
  });
}

/**
 * Somebody who is no learner of the session any more, who left it (`left`) or did not come back (`lost`).
 * @returns what they had in it
 */
export async function forgetLearner(
  db: PrismaClient,
  { sessionId, personId, why }: { sessionId: string; personId: string; why: 'excluded' | 'left' | 'lost' },
): Promise<{ numbers: number[]; wasMember: boolean }> {
  return db.$transaction(async (tx) => {
    const numbers = await takeHandDown(tx, { sessionId, personId });
    const member = await findMember(tx, { sessionId, personId });
    if (!member) return { numbers, wasMember: false };
    const { seriesId } = await tx.session.findUniqueOrThrow({
      where: { id: sessionId },
      select: { seriesId: true },
    });
    const actorId = why === 'left' ? personId : null;
    const action = `stage.${why}` as const;
    await takeOff(tx, { seriesId, sessionId, personId, actorId, action });
    return { numbers, wasMember: true };
  });
}

export function findMember(
  db: Db,
  sessionId_personId: { sessionId: string; personId: string },
): Promise<MemberRow | null> {
  return db.stageMember.findUnique({ where: { sessionId_personId }, include: withNames });
}

async function lockLive(tx: Db, sessionId: string): Promise<LockedSession> {
  const session = await lockSession(tx, sessionId);
  if (session.state !== 'live') throw appError('wrong_state');
  return session;
}

function isExpired({ expiresAt }: MemberRow, now: Date): boolean {
  return expiresAt !== null && expiresAt <= now;
}

interface TakeOff {
  seriesId: string;
  sessionId: string;
  personId: string;
  actorId: string | null;
  action: `stage.${string}`;
}

async function takeOff(tx: Db, { seriesId, sessionId, personId, actorId, action }: TakeOff): Promise<void> {
  await tx.stageMember.delete({ where: { sessionId_personId: { sessionId, personId } } });
  await tx.session.updateMany({
    where: { id: sessionId, spotlightId: personId },
    data: { spotlightId: null },
  });
  const isOwnAct = actorId === personId;
  await writeAudit(tx, {
    actorId,
    action,
    seriesId,
    sessionId,
    ...(isOwnAct ? {} : { details: { personId } }),
  });
}
