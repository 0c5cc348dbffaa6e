import type { Actor } from '#server/core/actor.ts';
import type { AppContext, Db } from '#server/core/context.ts';
import { toDbName, toWireName } from '#server/core/enum-names.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { lockSession } from '#server/features/catalog/catalog.locks.ts';
import { appError } from '#shared/errors.ts';
import { mayExclude, type Role } from '#shared/roles.ts';
import type { ExclusionKind, ExclusionReason } from '#shared/session-door.ts';
import { type ExclusionRow, withNames } from './order.mapper.ts';

export interface ExcludeOptions {
  actor: Actor;
  role: Role;
  sessionId: string;
  personId: string;
  kind: ExclusionKind;
  reason: ExclusionReason;
  note: string;
}

/**
 * Shows somebody out. First SQL says so, then everybody in this process hears of it, in this order: access, the room (media,
 * then connections), the door, staff. When this returns, the person is out.
 */
export async function excludePerson(context: AppContext, options: ExcludeOptions): Promise<ExclusionRow> {
  const { actor, role, sessionId, personId, kind, reason, note } = options;
  const { exclusion, isNew } = await context.db.$transaction(async (tx) => {
    const { seriesId } = await lockSession(tx, sessionId);
    const other = await getRole(tx, { personId, seriesId });
    if (personId === actor.personId || !mayExclude(role, other)) throw appError('not_allowed');
    const scope = kind === 'banned' ? { seriesId } : { sessionId };
    const known = await tx.exclusion.findFirst({
      where: { ...scope, personId, kind: toDbName(kind), liftedAt: null },
      include: withNames,
    });
    if (known) return { exclusion: known, isNew: false };

    // Whoever comes back some day knocks again, at the end of the line.
    await tx.knock.deleteMany({ where: { sessionId, personId, admittedAt: null } });
    const made = await tx.exclusion.create({
      data: { kind: toDbName(kind), seriesId, sessionId, personId, reason, note, madeById: actor.personId },
      include: withNames,
    });
    await writeAudit(tx, {
      actorId: actor.personId,
      action: `person.${kind}`,
      seriesId,
      sessionId,
      details: { personId, reason },
    });
    return { exclusion: made, isNew: true };
  });

  if (isNew) {
    const { id: exclusionId, seriesId } = exclusion;
    context.events.emit('person.excluded', { exclusionId, personId, seriesId, sessionId, kind });
  }
  return exclusion;
}

/** Lets somebody come back. What was lifted already stays lifted. */
export async function liftExclusion(
  context: AppContext,
  { actor, sessionId, exclusionId }: { actor: Actor; sessionId: string; exclusionId: string },
): Promise<void> {
  const lifted = await context.db.$transaction(async (tx) => {
    const { seriesId } = await lockSession(tx, sessionId);
    const exclusion = await tx.exclusion.findFirst({
      where: { id: exclusionId, seriesId, OR: [{ sessionId }, { kind: 'BANNED' }] },
    });
    if (!exclusion) throw appError('not_found');
    if (exclusion.liftedAt) return null;
    await tx.exclusion.update({
      where: { id: exclusionId },
      data: { liftedAt: context.clock.now() },
      select: { id: true },
    });
    const { personId } = exclusion;
    await writeAudit(tx, {
      actorId: actor.personId,
      action: 'person.let_return',
      seriesId,
      sessionId,
      details: { personId, kind: toWireName(exclusion.kind) },
    });
    return { personId, seriesId, exclusionId };
  });
  if (lifted) context.events.emit('exclusion.lifted', lifted);
}

/** In this transaction, not from a cache: of two acts at once, the second sees what the first made of somebody. */
async function getRole(
  tx: Db,
  { personId, seriesId }: { personId: string; seriesId: string },
): Promise<Role> {
  const person = await tx.person.findUnique({
    where: { id: personId },
    select: {
      platformRole: true,
      staffOf: { where: { seriesId }, select: { role: true } },
      enrolments: { where: { seriesId }, select: { id: true } },
    },
  });
  if (!person) throw appError('not_found');
  const platformRole = toWireName(person.platformRole);
  if (platformRole !== 'none') return platformRole;
  const [staff] = person.staffOf;
  if (staff) return toWireName(staff.role);
  // Somebody who has nothing to do with the series looks as if they did not exist.
  if (person.enrolments.length === 0) throw appError('not_found');
  return 'learner';
}
