import type { AppContext, Db } from '#server/core/context.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { appError } from '#shared/errors.ts';
import type { EnrolmentDto } from '#shared/features/enrolment.ts';
import { foldForSearch } from '#shared/names.ts';
import { canEnterByLink, toEnrolmentDto } from './enrolment.mapper.ts';
import { type EnrolmentAct, lockEnrolment, personSelect } from './enrolments.service.ts';

export interface RenameOptions extends EnrolmentAct {
  clientId: string;
  name: string;
  reason: string;
}

/**
 * Staff mend how a learner's name is written. Lists show the new one from now on; what was printed keeps the old one until somebody
 * corrects it. The log of every series that has the learner on its list says so.
 * @throws AppError `not_allowed` (they have an account, and change their name themselves), `conflict`
 */
export async function renameLearner(context: AppContext, options: RenameOptions): Promise<EnrolmentDto> {
  const { actor, seriesId, enrolmentId, clientId, name, reason } = options;
  const renamed = await context.db.$transaction(async (tx) => {
    const { person } = await lockEnrolment(tx, { seriesId, enrolmentId });
    const earlier = await tx.nameChange.findUnique({ where: { id: clientId } });
    if (earlier) {
      const isSame =
        earlier.personId === person.id &&
        earlier.madeById === actor.personId &&
        earlier.nameAfter === name &&
        earlier.reason === reason;
      if (!isSame) throw appError('conflict');
      return null;
    }
    await assertNamedByStaff(tx, person);
    if (person.name === name) return null;
    await tx.person.update({
      where: { id: person.id },
      data: { name, nameFolded: foldForSearch(name) },
      select: { id: true },
    });
    await tx.nameChange.create({
      data: {
        id: clientId,
        personId: person.id,
        seriesId,
        nameBefore: person.name,
        nameAfter: name,
        reason,
        madeById: actor.personId,
        madeAt: context.clock.now(),
      },
    });
    const lists = await tx.enrolment.findMany({
      where: { personId: person.id, removedAt: null },
      select: { seriesId: true },
    });
    for (const list of lists) {
      await writeAudit(tx, {
        actorId: actor.personId,
        action: 'learner.renamed',
        seriesId: list.seriesId,
        details: { personId: person.id, nameChangeId: clientId },
      });
    }
    return person.id;
  });
  if (renamed) context.events.emit('person.renamed', { personId: renamed, name });
  const row = await context.db.enrolment.findUniqueOrThrow({
    where: { id: enrolmentId },
    include: { person: personSelect },
  });
  return toEnrolmentDto(row, context.personalLinks);
}

/** Whoever has a password, or works here, is known by the name that they chose. */
async function assertNamedByStaff(
  tx: Db,
  person: { id: string } & Parameters<typeof canEnterByLink>[0],
): Promise<void> {
  const isStaff = (await tx.seriesStaff.count({ where: { personId: person.id } })) > 0;
  if (isStaff || !canEnterByLink(person)) throw appError('not_allowed');
}
