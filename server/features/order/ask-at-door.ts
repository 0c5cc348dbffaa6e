import type { AppContext } from '#server/core/context.ts';
import { toWireName } from '#server/core/enum-names.ts';
import type { Reader } from '#server/features/live/doorkeeper.ts';
import type { Room } from '#server/features/live/room.ts';
import { appError } from '#shared/errors.ts';
import { isStaff } from '#shared/roles.ts';
import { isOver } from '#shared/session-lifecycle.ts';

/** Null: come in. Else the moment of their knock. */
export type DoorAnswer = { waitingSince: Date } | null;

interface Known {
  knockedAt: Date | null;
  admittedAt: Date | null;
  wasIn: boolean;
  enteredByName: boolean;
}

/**
 * What the door says to a learner. Whoever was admitted once, or was in the room while its doors were open, comes back as they
 * like; their place is kept for those who wait.
 * @throws AppError `room_locked`
 */
export async function askAtDoor(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { room, personId }: { room: Room; personId: string },
): Promise<DoorAnswer> {
  const { sessionId, seriesId, door } = room;
  if (!door.locked && door.admission === 'open') return null;
  const known = await readKnown({ db }, { sessionId, seriesId, personId });
  if (known.admittedAt || known.wasIn) return null;
  if (known.knockedAt) return { waitingSince: known.knockedAt };
  if (door.locked) throw appError('room_locked');
  if (door.admission === 'newcomers_wait' && !known.enteredByName) return null;

  await db.knock.createMany({
    data: [{ sessionId, personId, knockedAt: clock.now() }],
    skipDuplicates: true,
  });
  const { knockedAt, admittedAt } = await db.knock.findUniqueOrThrow({
    where: { sessionId_personId: { sessionId, personId } },
  });
  return admittedAt ? null : { waitingSince: knockedAt };
}

/**
 * Until a session is over, what is said in it is read by those alone whom its door would let in now. Asking is no knock.
 * @throws AppError `room_locked`, `not_allowed` for whoever has to wait
 */
export async function assertMayRead(
  { db }: Pick<AppContext, 'db'>,
  { sessionId, seriesId, personId, role }: Reader,
): Promise<void> {
  if (isStaff(role)) return;
  const { state, doorLocked, admission } = await db.session.findUniqueOrThrow({
    where: { id: sessionId },
    select: { state: true, doorLocked: true, admission: true },
  });
  if (isOver(toWireName(state)) || (!doorLocked && admission === 'OPEN')) return;
  const known = await readKnown({ db }, { sessionId, seriesId, personId });
  if (known.admittedAt || known.wasIn) return;
  if (doorLocked) throw appError('room_locked');
  const hasToWait = admission === 'EVERYBODY_WAITS' || known.enteredByName || known.knockedAt !== null;
  if (hasToWait) throw appError('not_allowed');
}

async function readKnown(
  { db }: Pick<AppContext, 'db'>,
  { sessionId, seriesId, personId }: { sessionId: string; seriesId: string; personId: string },
): Promise<Known> {
  const [known] = await db.$queryRaw<Known[]>`
    SELECT knock."knockedAt", knock."admittedAt", enrolment."enteredByName",
      EXISTS (
        SELECT 1 FROM "PresenceInterval" WHERE "sessionId" = ${sessionId}::uuid AND "personId" = ${personId}::uuid
      ) AS "wasIn"
    FROM "Enrolment" enrolment
    LEFT JOIN "Knock" knock ON knock."sessionId" = ${sessionId}::uuid AND knock."personId" = enrolment."personId"
    WHERE enrolment."seriesId" = ${seriesId}::uuid AND enrolment."personId" = ${personId}::uuid`;
  if (!known) throw appError('not_found');
  return known;
}
