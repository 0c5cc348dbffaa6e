import type { AppContext } from '#server/core/context.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { appError } from '#shared/errors.ts';
import type { EnrolmentDto, LearnerDetails } from '#shared/features/enrolment.ts';
import { toEnrolmentDto, toLearnerDetails } from './enrolment.mapper.ts';
import { type EnrolmentAct, lockEnrolment, personSelect } from './enrolments.service.ts';
import { type Said, toSaidDetails } from './recognise-learners.ts';

/** Staff correct what lists and certificates will say. What was said before is not kept: it is no record of what happened. */
export async function changeEnrolment(
  context: AppContext,
  { actor, seriesId, enrolmentId, details }: EnrolmentAct & { details: Said<LearnerDetails> },
): Promise<EnrolmentDto> {
  const row = await context.db.$transaction(async (tx) => {
    const before = toLearnerDetails(await lockEnrolment(tx, { seriesId, enrolmentId }));
    const changed = Object.entries(details).filter(
      ([field, value]) => value !== undefined && value !== before[field as keyof LearnerDetails],
    );
    const include = { person: personSelect };
    if (changed.length === 0) {
      return tx.enrolment.findUniqueOrThrow({ where: { id: enrolmentId }, include });
    }
    const enrolment = await tx.enrolment.update({
      where: { id: enrolmentId },
      data: Object.fromEntries(changed),
      include,
    });
    await writeAudit(tx, {
      actorId: actor.personId,
      action: 'learner.described',
      seriesId,
      details: { personId: enrolment.personId, fields: changed.map(([field]) => field).join(', ') },
    });
    return enrolment;
  });
  return toEnrolmentDto(row, context.personalLinks);
}

/**
 * Fills in what nobody has said yet. A learner who may overwrite what staff wrote could change the group that they are judged by.
 * @throws AppError `not_found`
 */
export async function describeMyself(
  context: AppContext,
  { personId, seriesId, details }: { personId: string; seriesId: string; details: Said<LearnerDetails> },
): Promise<void> {
  await context.db.$transaction(async (tx) => {
    const own = await tx.enrolment.findUnique({
      where: { seriesId_personId: { seriesId, personId } },
      select: { id: true },
    });
    if (!own) throw appError('not_found');
    // Locked before it is read: staff may be writing the same fields.
    const enrolment = await lockEnrolment(tx, { seriesId, enrolmentId: own.id });
    const before = toLearnerDetails(enrolment);
    const missing = Object.entries(toSaidDetails(details)).filter(
      ([field]) => before[field as keyof LearnerDetails] === null,
    );
    if (missing.length === 0) return;
    await tx.enrolment.update({
      where: { id: enrolment.id },
      data: Object.fromEntries(missing),
      select: { id: true },
    });
    await writeAudit(tx, {
      actorId: personId,
      action: 'learner.described',
      seriesId,
      details: { personId, fields: missing.map(([field]) => field).join(', ') },
    });
  });
}
