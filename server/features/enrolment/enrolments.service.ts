import type { Actor } from '#server/core/actor.ts';
import type { AppContext, Db } from '#server/core/context.ts';
import { endSignIns } from '#server/features/accounts/browser.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { appError } from '#shared/errors.ts';
import type { EnrolmentDto, RemovedLearnerDto } from '#shared/features/enrolment.ts';
import { compareByGivenName } from '#shared/names.ts';
import { canEnterByLink, toEnrolmentDto, toRemovedLearnerDto } from './enrolment.mapper.ts';

export const personSelect = { select: { name: true, email: true, phone: true } } as const;

export async function listEnrolments(
  { db, personalLinks }: AppContext,
  seriesId: string,
): Promise<{ enrolments: EnrolmentDto[]; removedCount: number }> {
  const rows = await db.enrolment.findMany({
    where: { seriesId, removedAt: null },
    include: { person: personSelect },
  });
  const enrolments = rows
    .map((row) => toEnrolmentDto(row, personalLinks))
    .sort((left, right) => compareByGivenName(left.name, right.name));
  return { enrolments, removedCount: await db.enrolment.count({ where: removedFrom(seriesId) }) };
}

/** Whoever was erased is on no list: nobody can say who they are. */
const removedFrom = (seriesId: string) => ({
  seriesId,
  removedAt: { not: null },
  person: { erasedAt: null },
});

export async function listRemovedLearners(
  { db }: AppContext,
  seriesId: string,
): Promise<RemovedLearnerDto[]> {
  const rows = await db.enrolment.findMany({
    where: removedFrom(seriesId),
    include: { person: personSelect },
  });
  return rows.map(toRemovedLearnerDto).sort((left, right) => compareByGivenName(left.name, right.name));
}

export interface EnrolmentAct {
  actor: Actor;
  seriesId: string;
  enrolmentId: string;
}

export async function renewLink(context: AppContext, options: EnrolmentAct): Promise<EnrolmentDto> {
  const { actor, seriesId, enrolmentId } = options;
  const now = context.clock.now();
  const { enrolment, endedSignInIds } = await context.db.$transaction(async (tx) => {
    const { person } = await lockEnrolment(tx, { seriesId, enrolmentId });
    const renewed = await tx.enrolment.update({
      where: { id: enrolmentId },
      data: { linkVersion: { increment: 1 } },
      include: { person: personSelect },
    });
    // Whoever has a password never came by this link.
    const ended = canEnterByLink(person)
      ? await endSignIns(tx, { personId: person.id, now, origins: ['learner_link', 'learner_name'] })
      : [];
    await writeAudit(tx, {
      actorId: actor.personId,
      action: 'link.renewed',
      seriesId,
      details: { personId: person.id },
    });
    return { enrolment: renewed, endedSignInIds: ended };
  });

  if (endedSignInIds.length > 0) context.events.emit('sign_in.revoked', { signInIds: endedSignInIds });
  return toEnrolmentDto(enrolment, context.personalLinks);
}

/** The person stays, with what they asked and when they were there; their way into this series is closed. */
export async function removeEnrolment(context: AppContext, options: EnrolmentAct): Promise<void> {
  const { actor, seriesId, enrolmentId } = options;
  const personId = await context.db.$transaction(async (tx) => {
    const { person } = await lockEnrolment(tx, { seriesId, enrolmentId });
    await tx.enrolment.update({
      where: { id: enrolmentId },
      data: { removedAt: context.clock.now() },
      select: { id: true },
    });
    await writeAudit(tx, {
      actorId: actor.personId,
      action: 'learner.removed',
      seriesId,
      details: { personId: person.id },
    });
    return person.id;
  });
  context.events.emit('access.changed', { personId, seriesId, reason: 'removed' });
}

/** @throws AppError `not_found` */
export async function lockEnrolment(
  tx: Db,
  { seriesId, enrolmentId }: { seriesId: string; enrolmentId: string },
) {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "Enrolment"
    WHERE "id" = ${enrolmentId}::uuid AND "seriesId" = ${seriesId}::uuid AND "removedAt" IS NULL
    FOR UPDATE`;
  if (rows.length === 0) throw appError('not_found');
  return tx.enrolment.findUniqueOrThrow({ where: { id: enrolmentId }, include: { person: true } });
}
