import type { AppContext } from '#server/core/context.ts';
import { getSessionDto } from '#server/features/catalog/catalog.queries.ts';
import type { Live } from './live.ts';

/** Rooms follow what happens to sessions, sign-ins and rights. */
export function listenForLive(context: AppContext, { rooms, snapshots }: Live): void {
  const { access, db, events } = context;

  snapshots.addShared('session', ({ sessionId }) => getSessionDto(db, sessionId));
  snapshots.addShared('seriesTitle', async ({ seriesId }) => {
    const series = await db.series.findUniqueOrThrow({ where: { id: seriesId }, select: { title: true } });
    return series.title;
  });

  events.on('session.moved', ({ sessionId, to }) => {
    const room = rooms.find(sessionId);
    if (!room) return;
    room.moveTo(to);
    if (to === 'archived') room.dismissEverybody('doors_closed');
  });

  events.on('session.changed', async ({ sessionId }) => {
    const room = rooms.find(sessionId);
    if (!room) return;
    const session = await getSessionDto(db, sessionId);
    room.setLockedFeatures(session.lockedFeatures);
    room.tellEverybody('session:changed', { session }, { urgent: true });
  });

  events.on('session.door_changed', ({ sessionId, locked, admission }) => {
    rooms.find(sessionId)?.setDoor({ locked, admission });
  });

  events.on('person.excluded', ({ personId, seriesId, sessionId, kind }) => {
    for (const room of rooms.rooms) {
      const isMeant = kind === 'banned' ? room.seriesId === seriesId : room.sessionId === sessionId;
      if (isMeant) room.showOut(personId, kind);
    }
  });

  events.on('exclusion.lifted', ({ personId, seriesId }) => {
    for (const room of rooms.rooms) if (room.seriesId === seriesId) room.letReturn(personId);
  });

  events.on('session.deleted', ({ sessionId }) => {
    rooms.find(sessionId)?.dismissEverybody('doors_closed');
    rooms.close(sessionId);
  });

  events.on('sign_in.revoked', ({ signInIds }) => {
    for (const room of rooms.rooms) {
      for (const peer of [...room.peers]) {
        if (!signInIds.includes(peer.actor.signInId)) continue;
        rooms.leave(peer.socket.id);
        peer.dismiss('signed_out');
      }
    }
  });

  // A role is fixed for the life of a connection: whoever's has changed comes in again with the new one.
  events.on('access.changed', async ({ personId, seriesId }) => {
    for (const room of rooms.rooms) {
      if (seriesId && room.seriesId !== seriesId) continue;
      for (const peer of [...room.peers]) {
        if (peer.personId !== personId) continue;
        const role = await access.roleOfPerson(personId, room.seriesId);
        if (role === peer.role) continue;
        rooms.leave(peer.socket.id);
        peer.dismiss('removed');
      }
    }
  });
}
