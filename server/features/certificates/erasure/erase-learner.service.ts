import type { Actor } from '#server/core/actor.ts';
import type { AppContext, Db } from '#server/core/context.ts';
import { endSignIns } from '#server/features/accounts/browser.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { appError } from '#shared/errors.ts';
import type { CertificateFiles } from '../certificate-files.ts';
import { eraseFromCertificates, removeErasedFiles } from './erase-certificates.ts';

export interface EraseLearnerOptions {
  actor: Actor;
  seriesId: string;
  enrolmentId: string;
  files: CertificateFiles;
}

/**
 * What the law gives everybody: on request, nothing here says any more who they are. Name, ways to reach them, where they come from and
 * their own words about themselves go, in every series; the record of attendance and the numbers of certificates stay, and belong to
 * nobody who can be named. Twice is the same as once.
 * @throws AppError `not_found`, `not_allowed` (they work here, or have an account: that is ended first)
 */
export async function eraseLearner(context: AppContext, options: EraseLearnerOptions): Promise<void> {
  const { actor, seriesId, enrolmentId, files } = options;
  const now = context.clock.now();
  const done = await context.db.$transaction(async (tx) => {
    const enrolment = await tx.enrolment.findFirst({ where: { id: enrolmentId, seriesId } });
    if (!enrolment) throw appError('not_found');
    const { personId } = enrolment;
    // Lists before people, as whoever changes a name does: two that wait for each other would both fail.
    await tx.$queryRaw`SELECT 1 FROM "Enrolment" WHERE "personId" = ${personId}::uuid ORDER BY "id" FOR UPDATE`;
    await tx.$queryRaw`SELECT 1 FROM "Person" WHERE "id" = ${personId}::uuid FOR UPDATE`;
    const person = await tx.person.findUniqueOrThrow({ where: { id: personId } });
    if (person.erasedAt) return null;
    const staffOf = await tx.seriesStaff.count({ where: { personId } });
    if (staffOf > 0 || person.platformRole !== 'NONE') throw appError('not_allowed');

    const lists = await tx.enrolment.findMany({ where: { personId }, select: { seriesId: true } });
    await erasePerson(tx, { personId, now });
    const signInIds = await endSignIns(tx, { personId, now });
    const certificateIds = await eraseFromCertificates(tx, { personId, actorId: actor.personId, now });
    for (const list of lists) {
      await writeAudit(tx, {
        actorId: actor.personId,
        action: 'learner.erased',
        seriesId: list.seriesId,
        details: { personId },
      });
    }
    return { personId, lists, signInIds, certificateIds };
  });
  if (!done) return;
  const { personId, lists, signInIds, certificateIds } = done;
  if (signInIds.length > 0) context.events.emit('sign_in.revoked', { signInIds });
  for (const list of lists) {
    context.events.emit('access.changed', { personId, seriesId: list.seriesId, reason: 'removed' });
  }
  await removeErasedFiles(files, certificateIds);
}

async function erasePerson(tx: Db, { personId, now }: { personId: string; now: Date }): Promise<void> {
  // So that two of them are told apart in a list: the end of an id that says nothing.
  const name = `(đã xoá ${personId.slice(-4)})`;
  await tx.person.update({
    where: { id: personId },
    data: { name, nameFolded: '', email: null, phone: null, passwordHash: null, erasedAt: now },
    select: { id: true },
  });
  await tx.enrolment.updateMany({
    where: { personId },
    data: {
      organisation: null,
      position: null,
      province: null,
      participantGroup: null,
      birthYear: null,
      linkVersion: { increment: 1 },
    },
  });
  await tx.enrolment.updateMany({ where: { personId, removedAt: null }, data: { removedAt: now } });
  await tx.signIn.updateMany({ where: { personId }, data: { device: '' } });
  await tx.nameChange.deleteMany({ where: { personId } });
  // Why they were not there, in their own words; what was decided stays.
  await tx.attendanceObjection.updateMany({ where: { personId }, data: { words: '–' } });
  await tx.exclusion.updateMany({ where: { personId }, data: { note: '' } });
}
