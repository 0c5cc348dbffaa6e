import type { z } from 'zod';
import type { Actor } from '#server/core/actor.ts';
import type { AppContext, Db } from '#server/core/context.ts';
import { isUniqueViolation } from '#server/features/accounts/taken-login.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { lockSeries } from '#server/features/catalog/catalog.locks.ts';
import { appError } from '#shared/errors.ts';
import type { createEnrolments as contract, EnrolmentDto } from '#shared/features/enrolment.ts';
import { foldForSearch } from '#shared/names.ts';
import { toEnrolmentDto } from './enrolment.mapper.ts';
import { assertRoomForMore } from './enrolment-bounds.ts';
import { type KnownPerson, type PlannedPerson, planPeople } from './recognise-learners.ts';

/** Rows in one INSERT: a thousand parameters, far from any database's limit. */
const ROWS_PER_INSERT = 200;
/** Two lists pasted at once into two series may both hold somebody new: the second finds them on its next try. */
const TRIES = 3;

export type PastedLearner = z.output<NonNullable<typeof contract.body>>['learners'][number];

export interface CreateEnrolmentsOptions {
  actor: Actor;
  seriesId: string;
  learners: PastedLearner[];
}

/**
 * Enrols a pasted list. Whoever is known by e-mail address or phone number keeps their person, name and link; whoever was
 * removed from the series comes back with a new link. A repeat with the same client ids changes nothing.
 */
export async function createEnrolments(
  context: AppContext,
  options: CreateEnrolmentsOptions,
): Promise<EnrolmentDto[]> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await enrol(context, options);
    } catch (error) {
      if (!isUniqueViolation(error) || tries === TRIES) throw error;
    }
  }
}

async function enrol(
  { db, events, personalLinks }: AppContext,
  { actor, seriesId, learners }: CreateEnrolmentsOptions,
): Promise<EnrolmentDto[]> {
  const { rows, changedPersonIds } = await db.$transaction(async (tx) => {
    await lockSeries(tx, seriesId);
    const repeated = await findRepeated(tx, { seriesId, learners });
    const unseen = learners.map((learner) => (repeated.has(learner.clientId) ? null : learner));
    const people = planPeople({ learners: unseen, known: await findKnownPeople(tx, learners) });
    await writePeople(tx, people);

    const enrolled = await enrolPeople(tx, { seriesId, people });
    if (enrolled.count > 0) {
      await writeAudit(tx, {
        actorId: actor.personId,
        action: 'learners.enrolled',
        seriesId,
        details: { count: enrolled.count },
      });
    }
    const enrolments = await tx.enrolment.findMany({
      where: {
        seriesId,
        removedAt: null,
        OR: [{ id: { in: [...repeated] } }, { personId: { in: people.map((person) => person.personId) } }],
      },
      include: { person: { select: { name: true, email: true, phone: true } } },
    });
    return { rows: enrolments, changedPersonIds: enrolled.knownPersonIds };
  });

  for (const personId of changedPersonIds) {
    events.emit('access.changed', { personId, seriesId, reason: 'granted' });
  }
  return rows.map((row) => toEnrolmentDto(row, personalLinks));
}

/** Client ids that are enrolments already: this list, or a part of it, came before. */
async function findRepeated(
  tx: Db,
  { seriesId, learners }: { seriesId: string; learners: PastedLearner[] },
): Promise<ReadonlySet<string>> {
  const ids = learners.map((learner) => learner.clientId);
  if (new Set(ids).size !== ids.length) throw appError('malformed', { fields: ['learners'] });
  const rows = await tx.enrolment.findMany({
    where: { id: { in: ids } },
    select: { id: true, seriesId: true },
  });
  if (rows.some((row) => row.seriesId !== seriesId)) throw appError('conflict');
  return new Set(rows.map((row) => row.id));
}

async function findKnownPeople(tx: Db, learners: PastedLearner[]): Promise<KnownPerson[]> {
  return tx.person.findMany({
    where: {
      OR: [
        { email: { in: learners.flatMap((learner) => learner.email ?? []) } },
        { phone: { in: learners.flatMap((learner) => learner.phone ?? []) } },
      ],
    },
    select: { id: true, email: true, phone: true, passwordHash: true, platformRole: true },
  });
}

async function writePeople(tx: Db, people: PlannedPerson[]): Promise<void> {
  const fresh = people.filter((person) => person.isNew);
  for (let from = 0; from < fresh.length; from += ROWS_PER_INSERT) {
    await tx.person.createMany({
      data: fresh.slice(from, from + ROWS_PER_INSERT).map(({ personId, name, email, phone }) => ({
        id: personId,
        name,
        nameFolded: foldForSearch(name),
        email,
        phone,
      })),
    });
  }
  for (const { personId, email, phone } of people.filter((person) => person.hasNewDetails)) {
    await tx.person.update({ where: { id: personId }, data: { email, phone }, select: { id: true } });
  }
}

async function enrolPeople(
  tx: Db,
  { seriesId, people }: { seriesId: string; people: PlannedPerson[] },
): Promise<{ count: number; knownPersonIds: string[] }> {
  const existing = await tx.enrolment.findMany({
    where: { seriesId, personId: { in: people.map((person) => person.personId) } },
    select: { id: true, personId: true, removedAt: true },
  });
  const existingPersonIds = new Set(existing.map(({ personId }) => personId));
  const returning = existing.filter(({ removedAt }) => removedAt !== null);
  const fresh = people.filter((person) => !existingPersonIds.has(person.personId));

  await assertRoomForMore(tx, seriesId, fresh.length);
  for (let from = 0; from < fresh.length; from += ROWS_PER_INSERT) {
    await tx.enrolment.createMany({
      data: fresh
        .slice(from, from + ROWS_PER_INSERT)
        .map(({ clientId, personId, details }) => ({ id: clientId, seriesId, personId, ...details })),
    });
  }
  await tx.enrolment.updateMany({
    where: { id: { in: returning.map(({ id }) => id) } },
    // The link from before the removal stays dead.
    data: { removedAt: null, linkVersion: { increment: 1 } },
  });
  for (const { personId, details } of people) {
    if (!existingPersonIds.has(personId) || Object.keys(details).length === 0) continue;
    await tx.enrolment.update({
      where: { seriesId_personId: { seriesId, personId } },
      data: details,
      select: { id: true },
    });
  }
  // From now on staff know them, however they came before.
  await tx.enrolment.updateMany({
    where: { seriesId, personId: { in: [...existingPersonIds] }, enteredByName: true },
    data: { enteredByName: false },
  });
  return {
    count: fresh.length + returning.length,
    knownPersonIds: [...fresh.filter((person) => !person.isNew), ...returning].map(
      ({ personId }) => personId,
    ),
  };
}
