import type { AppContext } from '#server/core/context.ts';
import type { Live } from '#server/features/live/live.ts';
import type { Room } from '#server/features/live/room.ts';
import { appError } from '#shared/errors.ts';
import { isStaff } from '#shared/roles.ts';
import { isRoomOpen } from '#shared/session-lifecycle.ts';
import { ReactionCounter } from './reaction-counter.ts';
import { ReactionMinutes } from './reaction-minutes.ts';

const WRITE_EVERY_MS = 5_000;

/** Applause: counted in memory, told as numbers in passing, kept by the minute. @returns the closer of the feature */
export function registerReactions({ db, clock, log }: AppContext, { sockets }: Live): () => Promise<void> {
  /** Goes with the room. */
  const counters = new WeakMap<Room, ReactionCounter>();
  const minutes = new ReactionMinutes(db);

  function counterOf(room: Room): ReactionCounter {
    const known = counters.get(room);
    if (known) return known;
    const counter = new ReactionCounter((counts) =>
      room.tellEverybodyInPassing('reaction:counted', { counts }),
    );
    counters.set(room, counter);
    return counter;
  }

  sockets.serve('reaction:send', async ({ input, member: { role, room } }) => {
    if (!isRoomOpen(room.state)) throw appError('wrong_state');
    if (room.isLocked('reactions') && !isStaff(role)) throw appError('locked');
    const { kind } = input;
    counterOf(room).add(kind);
    minutes.add({ sessionId: room.sessionId, kind, at: clock.now() });
    return {};
  });

  const timer = setInterval(() => {
    minutes.write().catch((error) => log.error({ err: error }, 'reactions could not be written down'));
  }, WRITE_EVERY_MS);

  return async () => {
    clearInterval(timer);
    await minutes.write();
  };
}
