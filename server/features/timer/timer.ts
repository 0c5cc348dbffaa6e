import type { AppContext } from '#server/core/context.ts';
import type { Live } from '#server/features/live/live.ts';
import type { Room } from '#server/features/live/room.ts';
import type { TimerDto } from '#shared/features/timer.ts';
import {
  extendTimer,
  pauseTimer,
  readTimer,
  startTimer,
  stopTimer,
  type TimerChange,
} from './timer.service.ts';

/** The room's countdown: staff set it, everybody sees it. */
export function registerTimer({ db, clock }: AppContext, { sockets, snapshots }: Live): void {
  snapshots.addShared('timer', ({ sessionId }) => readTimer(db, sessionId));

  function tell(room: Room, { timer, changed }: TimerChange): { timer: TimerDto | null } {
    if (changed) room.tellEverybody('timer:changed', { timer }, { urgent: true });
    return { timer };
  }

  sockets.serve('timer:start', async ({ input, member: { peer, room } }) => {
    const { sessionId } = room;
    return tell(room, await startTimer({ db, clock, sessionId, personId: peer.personId, ...input }));
  });

  sockets.serve('timer:pause', async ({ input, member: { peer, room } }) => {
    const { sessionId } = room;
    return tell(room, await pauseTimer({ db, clock, sessionId, personId: peer.personId, ...input }));
  });

  sockets.serve('timer:extend', async ({ input, member: { peer, room } }) => {
    const { sessionId } = room;
    return tell(room, await extendTimer({ db, clock, sessionId, personId: peer.personId, ...input }));
  });

  sockets.serve('timer:stop', async ({ input, member: { peer, room } }) => {
    const { sessionId } = room;
    return tell(room, await stopTimer({ db, clock, sessionId, personId: peer.personId, ...input }));
  });
}
