import type { Socket } from 'socket.io';
import type { RoomRole } from '#shared/features/enrolment.ts';
import type { Role } from '#shared/roles.ts';
import type { Room } from './room.ts';

/** Somebody who wants to come in. */
export interface Visitor {
  room: Room;
  socket: Socket;
  personId: string;
  signInId: string;
  role: RoomRole;
}

/** Somebody who asks over HTTP for what is said in a room. */
export interface Reader {
  sessionId: string;
  seriesId: string;
  personId: string;
  role: Role;
}

export interface Doorkeeper {
  /**
   * Asked before a connection enters a room. Throws where it may not come in, or has to wait: then `door:opened` tells it when to
   * try again. What it allows holds at the moment at which it returns.
   */
  keep(visitor: Visitor): Promise<void>;
  /** Whoever is kept out reads nothing of what is said inside either. */
  assertMayRead(reader: Reader): Promise<void>;
}

/** The feature that keeps the doors puts its doorkeeper here, so that `live` never imports upward. */
export class RoomDoor {
  #keeper: Doorkeeper | undefined;

  guardBy(keeper: Doorkeeper): void {
    if (this.#keeper) throw new Error('the door has a keeper already');
    this.#keeper = keeper;
  }

  async assertMayEnter(visitor: Visitor): Promise<void> {
    if (!this.#keeper) throw new Error('nobody keeps the door');
    await this.#keeper.keep(visitor);
  }

  async assertMayRead(reader: Reader): Promise<void> {
    if (!this.#keeper) throw new Error('nobody keeps the door');
    await this.#keeper.assertMayRead(reader);
  }
}
