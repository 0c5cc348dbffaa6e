import type { AppContext } from '#server/core/context.ts';
import type { Room } from '#server/features/live/room.ts';
import { appError } from '#shared/errors.ts';

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
