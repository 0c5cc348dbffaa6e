import { ChecksStore } from '#client/features/presence-checks/checks.store.ts';
import type { RoomClient, RoomPart } from './room-client.ts';

/** Makes a part of the room that is fetched later than the room itself: one for each, with what has come before it. */
export function latePart<Part extends RoomPart>(
  make: (room: RoomClient) => Part,
): (room: RoomClient) => Part {
  const made = new WeakMap<RoomClient, Part>();
  return (room) => {
    const part = made.get(room) ?? room.takeIn(make(room));
    made.set(room, part);
    return part;
  };
}

export const checksOf = latePart(() => new ChecksStore());
