import type { AppContext, Db } from '#server/core/context.ts';
import { hashToId } from '#server/core/tokens.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { lockSession } from '#server/features/catalog/catalog.locks.ts';
import { assertRoomForMore } from '#server/features/enrolment/enrolment-bounds.ts';
import { appError } from '#shared/errors.ts';
import type { LearnerDetails } from '#shared/features/enrolment.ts';
import type { HallDto } from '#shared/features/halls.ts';
import { limits } from '#shared/limits.ts';
import { foldForSearch } from '#shared/names.ts';
import { assertNotOver, type HallAct, lockMyHall } from './hall-act.ts';
import { readHall } from './halls.queries.ts';

/**
 * Puts learners on a hall's list, or takes them off again. Whoever is on another hall's list is left there: nobody sits in two. Whoever
 * was named in an attestation stays: the list says whom it speaks of.
 * @throws AppError `limit_reached`, `not_found` (no learner of this series), `in_other_hall`, `wrong_state`
 */
export async function changeHallPeople(
  { db, clock }: AppContext,
  { add, remove, ...act }: HallAct & { add: string[]; remove: string[] },
): Promise<HallDto> {
  const { sessionId, seriesId } = act;
  return db.$transaction(async (tx) => {
    assertNotOver((await lockSession(tx, sessionId)).state);
    const { id: hallId } = await lockMyHall(tx, act);
    await assertNotNamed(tx, { hallId, personIds: remove });
    await tx.hallPerson.deleteMany({ where: { hallId, personId: { in: remove } } });

    const wanted = [...new Set(add)];
    const learners = await tx.enrolment.count({
      where: { seriesId, removedAt: null, personId: { in: wanted } },
    });
    if (learners !== wanted.length) throw appError('not_found');
    await addPeople(tx, { hallId, sessionId, personIds: wanted, now: clock.now() });
    return readHall(tx, hallId);
  });
}

/** @throws AppError `limit_reached`, `wrong_state` */
export async function addHallNewcomer(
  { db, clock }: AppContext,
  {
    clientId,
    name,
    details,
    ...act
  }: HallAct & {
    clientId: string;
    name: string;
    details: Pick<LearnerDetails, 'organisation' | 'province' | 'participantGroup'>;
  },
): Promise<HallDto> {
  const { sessionId, seriesId, personId } = act;
  // Not the client's own id: with that, somebody could enter as the one whom they added.
  const enrolmentId = hashToId(`hall newcomer ${personId} ${clientId}`);
  return db.$transaction(async (tx) => {
    assertNotOver((await lockSession(tx, sessionId)).state);
    const { id: hallId } = await lockMyHall(tx, act);
    const isRepeat = (await tx.enrolment.count({ where: { id: enrolmentId } })) > 0;
    if (isRepeat) return readHall(tx, hallId);

    await assertRoomForMore(tx, seriesId);
    const newcomer = await tx.person.create({ data: { name, nameFolded: foldForSearch(name) } });
    await tx.enrolment.create({
      data: { id: enrolmentId, seriesId, personId: newcomer.id, enteredByName: true, ...details },
    });
    await addPeople(tx, { hallId, sessionId, personIds: [newcomer.id], now: clock.now() });
    await writeAudit(tx, {
      actorId: personId,
      action: 'hall.newcomer_added',
      seriesId,
      sessionId,
      details: { personId: newcomer.id },
    });
    return readHall(tx, hallId);
  });
}

async function addPeople(
  tx: Db,
  {
    hallId,
    sessionId,
    personIds,
    now,
  }: { hallId: string; sessionId: string; personIds: string[]; now: Date },
): Promise<void> {
  // Whom a refused hall had on its list sits somewhere else; what it said of them stays in the record.
  await tx.hallPerson.deleteMany({
    where: { sessionId, personId: { in: personIds }, hall: { refusedAt: { not: null } } },
  });
  await tx.hallPerson.createMany({
    data: personIds.map((personId) => ({ hallId, sessionId, personId, addedAt: now })),
    skipDuplicates: true,
  });
  const here = await tx.hallPerson.count({ where: { hallId, personId: { in: personIds } } });
  if (here !== personIds.length) throw appError('in_other_hall');
  if ((await tx.hallPerson.count({ where: { hallId } })) > limits.peoplePerHall) {
    throw appError('limit_reached', { max: limits.peoplePerHall });
  }
}

async function assertNotNamed(
  tx: Db,
  { hallId, personIds }: { hallId: string; personIds: string[] },
): Promise<void> {
  if (personIds.length === 0) return;
  const named = await tx.hallAttestation.count({ where: { hallId, personIds: { hasSome: personIds } } });
  if (named > 0) throw appError('wrong_state');
}
