import type { AppContext } from '#server/core/context.ts';
import type { Live } from '#server/features/live/live.ts';
import { isOver } from '#shared/session-lifecycle.ts';
import type { Doorstep } from './doorstep.ts';
import { toExclusionDto, withNames } from './order.mapper.ts';

/** Those at the doors follow what happens to sessions, sign-ins and rights, and staff hear of who was shown out. */
export function listenForOrder(
  { db, events, access }: AppContext,
  { rooms }: Live,
  doorstep: Doorstep,
): void {
  events.on('session.door_changed', ({ sessionId, locked }) => {
    if (!locked) doorstep.open(sessionId);
  });

  events.on('session.moved', ({ sessionId, to }) => {
    // Nobody waits for what is over: they are let see how it ended.
    if (isOver(to)) doorstep.open(sessionId);
  });

  events.on('session.deleted', ({ sessionId: deletedId }) =>
    doorstep.dismiss('doors_closed', (_, sessionId) => sessionId === deletedId),
  );

  events.on('sign_in.revoked', ({ signInIds }) =>
    doorstep.dismiss('signed_out', ({ signInId }) => signInIds.includes(signInId)),
  );

  events.on('access.changed', async ({ personId, seriesId, reason }) => {
    if (reason !== 'removed' || !seriesId) return;
    if ((await access.roleOfPerson(personId, seriesId)) !== 'member') return;
    const sessions = await db.session.findMany({ where: { seriesId }, select: { id: true } });
    const ids = new Set(sessions.map(({ id }) => id));
    doorstep.dismiss('removed', (waiter, sessionId) => waiter.personId === personId && ids.has(sessionId));
  });

  events.on('person.excluded', async ({ exclusionId, personId, seriesId, sessionId: hereId, kind }) => {
    doorstep.dismiss(
      kind,
      (waiter, sessionId) => waiter.personId === personId && (kind === 'banned' || sessionId === hereId),
    );
    doorstep.tellSoon(hereId);
    const row = await db.exclusion.findUniqueOrThrow({ where: { id: exclusionId }, include: withNames });
    for (const room of rooms.rooms) {
      const isMeant = kind === 'banned' ? room.seriesId === seriesId : room.sessionId === hereId;
      if (isMeant) room.tellStaff('exclusion:made', { exclusion: toExclusionDto(row) });
    }
  });

  events.on('exclusion.lifted', ({ seriesId, exclusionId }) => {
    for (const room of rooms.rooms) {
      if (room.seriesId === seriesId) room.tellStaff('exclusion:lifted', { exclusionId });
    }
  });
}
