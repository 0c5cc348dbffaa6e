import { randomBytes } from 'node:crypto';
import type { AppContext, Db } from '#server/core/context.ts';
import { appendEvents } from '#server/features/attendance/record/append-events.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { lockSession } from '#server/features/catalog/catalog.locks.ts';
import { appError } from '#shared/errors.ts';
import type { HallDto } from '#shared/features/halls.ts';
import { limits } from '#shared/limits.ts';
import { assertNotOver, type HallAct, lockMyHall } from './hall-act.ts';
import { areDigitsRight, digitsAt } from './hall-digits.ts';
import { readHall } from './halls.queries.ts';

/** Who typed the digits within this time before an attestation confirmed that one by themselves. */
const CONFIRMED_WITHIN_MS = 20 * 60_000;

export interface MyHall {
  hall: HallDto | null;
  digits: { digits: string; endsAt: string } | null;
  topic: { topicId: string; title: string; startedAt: string } | null;
}

export async function getMyHall(
  { db, clock }: AppContext,
  { sessionId, personId }: HallAct,
): Promise<MyHall> {
  const [hall, window] = await Promise.all([
    db.hall.findUnique({ where: { sessionId_attesterId: { sessionId, attesterId: personId } } }),
    db.topicWindow.findFirst({
      where: { sessionId, endedAt: null },
      include: { topic: { select: { title: true } } },
    }),
  ]);
  const shown = hall && !hall.refusedAt ? digitsAt(hall.secret, clock.now()) : null;
  return {
    hall: hall && (await readHall(db, hall.id)),
    digits: shown && { digits: shown.digits, endsAt: shown.endsAt.toISOString() },
    topic: window && {
      topicId: window.topicId,
      title: window.topic.title,
      startedAt: window.startedAt.toISOString(),
    },
  };
}

/** @throws AppError `conflict` (this person vouches for another hall already), `limit_reached`, `wrong_state` */
export async function registerHall(
  { db, clock }: AppContext,
  { clientId, name, place, ...act }: HallAct & { clientId: string; name: string; place: string },
): Promise<HallDto> {
  const { sessionId, seriesId, personId } = act;
  return db.$transaction(async (tx) => {
    assertNotOver((await lockSession(tx, sessionId)).state);
    const before = await tx.hall.findFirst({
      where: { OR: [{ id: clientId }, { sessionId, attesterId: personId }] },
    });
    if (before) {
      const isRepeat =
        before.id === clientId && before.attesterId === personId && before.sessionId === sessionId;
      if (!isRepeat || before.name !== name || before.place !== place) throw appError('conflict');
      return readHall(tx, before.id);
    }
    if ((await tx.hall.count({ where: { sessionId } })) >= limits.hallsPerSession) {
      throw appError('limit_reached', { max: limits.hallsPerSession });
    }
    await tx.hall.create({
      data: {
        id: clientId,
        sessionId,
        attesterId: personId,
        name,
        place,
        secret: new Uint8Array(randomBytes(32)),
        createdAt: clock.now(),
      },
    });
    await writeAudit(tx, { actorId: personId, action: 'hall.registered', seriesId, sessionId });
    return readHall(tx, clientId);
  });
}

/**
 * Says who is in the hall now. It counts for the topic that is on.
 * @throws AppError `wrong_state` outside a live session, `malformed` for people who are not on the hall's list, `limit_reached`, `conflict`
 */
export async function attestHall(
  { db, clock }: AppContext,
  { clientId, personIds, ...act }: HallAct & { clientId: string; personIds: string[] },
): Promise<HallDto> {
  const { sessionId, seriesId, personId } = act;
  return db.$transaction(async (tx) => {
    const { state } = await lockSession(tx, sessionId);
    const { id: hallId } = await lockMyHall(tx, act);
    const wanted = [...new Set(personIds)].sort();
    const before = await tx.hallAttestation.findUnique({ where: { id: clientId } });
    if (before) {
      const same = before.hallId === hallId && before.personIds.join() === wanted.join();
      if (!same) throw appError('conflict');
      return readHall(tx, hallId);
    }
    if (state !== 'live') throw appError('wrong_state');
    if ((await tx.hallAttestation.count({ where: { hallId } })) >= limits.attestationsPerHall) {
      throw appError('limit_reached', { max: limits.attestationsPerHall });
    }
    const listed = await tx.hallPerson.findMany({ where: { hallId, personId: { in: wanted } } });
    if (listed.length !== wanted.length) throw appError('malformed', { fields: ['personIds'] });

    // After the locks: nothing that happens before it may bear a later time.
    const now = clock.now();
    const since = now.getTime() - CONFIRMED_WITHIN_MS;
    const confirmedIds = listed
      .filter(({ confirmedAt }) => confirmedAt && confirmedAt.getTime() >= since)
      .map((listedPerson) => listedPerson.personId)
      .sort();
    const window = await tx.topicWindow.findFirst({ where: { sessionId, endedAt: null } });
    const topicId = window?.topicId ?? null;
    await tx.hallAttestation.create({
      data: { id: clientId, hallId, topicId, byId: personId, at: now, personIds: wanted, confirmedIds },
    });
    await writeAudit(tx, {
      actorId: personId,
      action: 'hall.attested',
      seriesId,
      sessionId,
      details: { count: wanted.length },
    });
    const data = {
      hallId,
      attestationId: clientId,
      topicId,
      byId: personId,
      personIds: wanted,
      confirmedIds,
    };
    await appendEvents(tx, sessionId, [{ kind: 'hall.attested', at: now, data }]);
    return readHall(tx, hallId);
  });
}

/** One that was wrong. It stays readable, with the reason, and counts no longer. */
export async function withdrawAttestation(
  { db, clock }: AppContext,
  { attestationId, reason, ...act }: HallAct & { attestationId: string; reason: string },
): Promise<HallDto> {
  const { sessionId, seriesId, personId } = act;
  return db.$transaction(async (tx) => {
    await lockSession(tx, sessionId);
    const { id: hallId } = await lockMyHall(tx, act);
    const now = clock.now();
    const { count } = await tx.hallAttestation.updateMany({
      where: { id: attestationId, hallId, withdrawnAt: null },
      data: { withdrawnAt: now, withdrawnById: personId, withdrawalReason: reason },
    });
    if (count > 0) {
      await writeAudit(tx, { actorId: personId, action: 'hall.attestation_withdrawn', seriesId, sessionId });
      await appendEvents(tx, sessionId, [
        { kind: 'hall.withdrawn', at: now, data: { hallId, attestationId, byId: personId } },
      ]);
    } else if ((await tx.hallAttestation.count({ where: { id: attestationId, hallId } })) === 0) {
      throw appError('not_found');
    }
    return readHall(tx, hallId);
  });
}

/**
 * Staff know these halls and who vouches for them: what they said and will say counts. Also after the session; one that was refused stays refused.
 * @throws AppError `not_found`, `wrong_state` for a refused one
 */
export async function confirmHalls(
  { db, clock }: AppContext,
  { hallIds, sessionId, seriesId, personId }: HallAct & { hallIds: string[] },
): Promise<void> {
  const wanted = [...new Set(hallIds)];
  await db.$transaction(async (tx) => {
    await lockSession(tx, sessionId);
    const halls = await tx.hall.findMany({
      where: { id: { in: wanted }, sessionId },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      select: { id: true, confirmedAt: true, refusedAt: true },
    });
    if (halls.length !== wanted.length) throw appError('not_found');
    if (halls.some(({ refusedAt }) => refusedAt)) throw appError('wrong_state');
    const now = clock.now();
    for (const { id: hallId } of halls.filter(({ confirmedAt }) => confirmedAt === null)) {
      await tx.hall.update({
        where: { id: hallId },
        data: { confirmedAt: now, confirmedById: personId },
        select: { id: true },
      });
      await writeAudit(tx, { actorId: personId, action: 'hall.confirmed', seriesId, sessionId });
      await appendEvents(tx, sessionId, [
        { kind: 'hall.confirmed', at: now, data: { hallId, byId: personId } },
      ]);
    }
  });
}

/** Staff do not accept what a hall says, at once and for all of it. @throws AppError `not_found` */
export async function refuseHall(
  { db, clock }: AppContext,
  { hallId, reason, sessionId, seriesId, personId }: HallAct & { hallId: string; reason: string },
): Promise<HallDto> {
  return db.$transaction(async (tx) => {
    await lockSession(tx, sessionId);
    const now = clock.now();
    const { count } = await tx.hall.updateMany({
      where: { id: hallId, sessionId, refusedAt: null },
      data: { refusedAt: now, refusedById: personId, refusalReason: reason },
    });
    if (count > 0) {
      await writeAudit(tx, { actorId: personId, action: 'hall.refused', seriesId, sessionId });
      await appendEvents(tx, sessionId, [
        { kind: 'hall.withdrawn', at: now, data: { hallId, attestationId: null, byId: personId } },
      ]);
    } else if ((await tx.hall.count({ where: { id: hallId, sessionId } })) === 0) {
      throw appError('not_found');
    }
    return readHall(tx, hallId);
  });
}

/**
 * A learner on a hall's list types what stands on its screen. Of the ten thousand two are right at a time, and ten tries are given in ten minutes: whoever
 * guesses for a session of three hours is right once in thirty sessions, and has then confirmed what their attester says anyway.
 * @throws AppError `not_in_hall` where no hall expects them, `code_wrong`
 */
export async function confirmInHall(
  { db, clock, rateLimits }: AppContext,
  { digits, sessionId, personId }: HallAct & { digits: string },
): Promise<{ hallName: string }> {
  const place = await findPlace(db, { sessionId, personId });
  if (!place || place.hall.refusedAt) throw appError('not_in_hall');
  await rateLimits.takeGuess(personId);
  const now = clock.now();
  if (!areDigitsRight(place.hall.secret, now, digits)) {
    await rateLimits.punishGuess(personId);
    throw appError('code_wrong');
  }
  await db.hallPerson.updateMany({ where: { sessionId, personId }, data: { confirmedAt: now } });
  return { hallName: place.hall.name };
}

function findPlace(db: Db, { sessionId, personId }: { sessionId: string; personId: string }) {
  return db.hallPerson.findUnique({
    where: { sessionId_personId: { sessionId, personId } },
    include: { hall: { select: { name: true, secret: true, refusedAt: true } } },
  });
}
