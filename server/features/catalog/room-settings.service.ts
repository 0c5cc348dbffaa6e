import type { Actor } from '#server/core/actor.ts';
import type { AppContext, Db } from '#server/core/context.ts';
import { toDbName } from '#server/core/enum-names.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { appError } from '#shared/errors.ts';
import type { SessionDto } from '#shared/features/catalog.ts';
import { isStaff, type Role } from '#shared/roles.ts';
import type { RoomFeature, SlowMode } from '#shared/room-features.ts';
import { lockSession } from './catalog.locks.ts';
import { getSessionDto } from './catalog.queries.ts';

/** Whether questions wait for a moderator before other learners see them. */
export async function holdQuestions(
  context: AppContext,
  { actor, sessionId, hold }: { actor: Actor; sessionId: string; hold: boolean },
): Promise<SessionDto> {
  const changed = await context.db.$transaction(async (tx) => {
    const before = await lockSession(tx, sessionId);
    const isNew = before.holdQuestions !== hold;
    if (isNew) {
      await tx.session.update({
        where: { id: sessionId },
        data: { holdQuestions: hold },
        select: { id: true },
      });
      await writeAudit(tx, {
        actorId: actor.personId,
        action: hold ? 'questions.held' : 'questions.released',
        seriesId: before.seriesId,
        sessionId,
      });
    }
    return isNew;
  });

  if (changed) context.events.emit('session.changed', { sessionId });
  return getSessionDto(context.db, sessionId);
}

/** What learners may not do at the moment; what they did before stays. */
export async function lockFeature(
  context: AppContext,
  {
    actor,
    sessionId,
    feature,
    locked,
  }: { actor: Actor; sessionId: string; feature: RoomFeature; locked: boolean },
): Promise<SessionDto> {
  const changed = await context.db.$transaction(async (tx) => {
    const { lockedFeatures, seriesId } = await lockSession(tx, sessionId);
    if (lockedFeatures.includes(feature) === locked) return false;
    const after = locked ? [...lockedFeatures, feature] : lockedFeatures.filter((other) => other !== feature);
    await tx.session.update({
      where: { id: sessionId },
      data: { lockedFeatures: after.map(toDbName) },
      select: { id: true },
    });
    await writeAudit(tx, {
      actorId: actor.personId,
      action: locked ? 'feature.locked' : 'feature.unlocked',
      seriesId,
      sessionId,
      details: { feature },
    });
    return true;
  });

  if (changed) context.events.emit('session.changed', { sessionId });
  return getSessionDto(context.db, sessionId);
}

/** How long a learner waits between two messages in the chat. */
export async function setSlowMode(
  context: AppContext,
  { actor, sessionId, seconds }: { actor: Actor; sessionId: string; seconds: SlowMode },
): Promise<SessionDto> {
  const changed = await context.db.$transaction(async (tx) => {
    const { slowModeSeconds, seriesId } = await lockSession(tx, sessionId);
    if (slowModeSeconds === seconds) return false;
    await tx.session.update({
      where: { id: sessionId },
      data: { slowModeSeconds: seconds },
      select: { id: true },
    });
    await writeAudit(tx, {
      actorId: actor.personId,
      action: 'chat.slow_mode_set',
      seriesId,
      sessionId,
      details: { seconds },
    });
    return true;
  });

  if (changed) context.events.emit('session.changed', { sessionId });
  return getSessionDto(context.db, sessionId);
}

/**
 * To be called in the transaction of a learner's act, so that the lock holds from the instant it was set.
 * @throws AppError `locked`
 */
export async function assertUnlocked(
  tx: Db,
  { sessionId, role, feature }: { sessionId: string; role: Role; feature: RoomFeature },
): Promise<void> {
  if (isStaff(role)) return;
  const { lockedFeatures } = await tx.session.findUniqueOrThrow({
    where: { id: sessionId },
    select: { lockedFeatures: true },
  });
  if (lockedFeatures.includes(toDbName(feature))) throw appError('locked');
}
