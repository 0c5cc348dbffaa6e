import type { DomainEvents } from '#server/core/domain-events.ts';
import type { RoomRegistry } from '#server/features/live/room-registry.ts';
import { isRoomOpen } from '#shared/session-lifecycle.ts';
import type { AttendanceNews } from './attendance.news.ts';
import type { PresenceRecorder } from './presence-recorder.ts';

interface ListenOptions {
  events: DomainEvents;
  rooms: RoomRegistry;
  recorder: PresenceRecorder;
  news: AttendanceNews;
}

/** Presence counts while the doors are open: people may be in the room before, and stay for the feedback afterwards. */
export function listenForPresence({ events, rooms, recorder, news }: ListenOptions): void {
  events.on('peer.joined', ({ connectionId, sessionId, personId, role, at }) => {
    const room = rooms.find(sessionId);
    if (room && isRoomOpen(room.state)) recorder.open({ connectionId, sessionId, personId, role, at });
  });

  events.on('peer.left', ({ connectionId, lastProofAt, isFarewell, isStopping }) => {
    const reason = isStopping ? 'restart' : isFarewell ? 'farewell' : 'lost';
    recorder.close({ connectionId, lastProofAt, reason });
  });

  events.on('session.moved', ({ sessionId, from, to, at }) => {
    if (isRoomOpen(to)) {
      // They waited outside until now; whoever has a lease already keeps it.
      for (const { connectionId, personId, role } of rooms.find(sessionId)?.peers ?? []) {
        recorder.open({ connectionId, sessionId, personId, role, at });
      }
    } else {
      recorder.closeDoors({ sessionId, at });
    }
    if (to === 'live' || from === 'live') news.noteEverybody(sessionId);
  });
}
