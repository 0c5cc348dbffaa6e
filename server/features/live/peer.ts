import type { Socket } from 'socket.io';
import type { Actor } from '#server/core/actor.ts';
import type { Clock } from '#server/core/clock.ts';
import type { RoomRole } from '#shared/features/enrolment.ts';
import type { RoomClosed } from '#shared/features/live.ts';
import { isStaff } from '#shared/roles.ts';

export interface PeerOptions {
  connectionId: string;
  pageId: string;
  actor: Actor;
  role: RoomRole;
  socket: Socket;
  clock: Clock;
}

/**
 * One connection of one person in a room. It is leased: `lastProofAt` moves with every packet that arrives,
 * the pongs of Socket.IO's heartbeat included, and with received media (`listening.ts`); presence ends there.
 */
export class Peer {
  readonly connectionId: string;
  readonly pageId: string;
  readonly actor: Actor;
  readonly role: RoomRole;
  readonly socket: Socket;
  readonly joinedAt: Date;
  #lastProofAt: Date;
  #lastPacketAt: Date;
  #hasLeft = false;
  readonly #clock: Clock;
  readonly #noteLife = (): void => this.proveAlive();

  constructor({ connectionId, pageId, actor, role, socket, clock }: PeerOptions) {
    this.connectionId = connectionId;
    this.pageId = pageId;
    this.actor = actor;
    this.role = role;
    this.socket = socket;
    this.#clock = clock;
    this.joinedAt = clock.now();
    this.#lastProofAt = this.joinedAt;
    this.#lastPacketAt = this.joinedAt;
  }

  get personId(): string {
    return this.actor.personId;
  }

  get name(): string {
    return this.actor.name;
  }

  get isStaff(): boolean {
    return isStaff(this.role);
  }

  get lastProofAt(): Date {
    return this.#lastProofAt;
  }

  /** When its page last said anything itself. */
  get lastPacketAt(): Date {
    return this.#lastPacketAt;
  }

  proveAlive(): void {
    this.#lastProofAt = this.#clock.now();
    this.#lastPacketAt = this.#lastProofAt;
  }

  /** By something else than its socket. */
  proveAliveAt(at: Date): void {
    if (!this.#hasLeft && at > this.#lastProofAt) this.#lastProofAt = at;
  }

  /** Out of the room, though a request of its may still be on its way through. */
  get hasLeft(): boolean {
    return this.#hasLeft;
  }

  /** Let in: from here on each packet proves life. A peer that is refused leaves nothing on its socket, which may ask again and again. */
  attach(): void {
    this.socket.conn.on('packet', this.#noteLife);
  }

  /** No longer proves anything; the socket may live on, in another room. */
  detach(): void {
    this.#hasLeft = true;
    this.socket.conn.off('packet', this.#noteLife);
  }

  /** Tells the page why, then ends the connection. */
  dismiss(reason: RoomClosed['reason'], retryAfterMs: number | null = null): void {
    const closed: RoomClosed = { reason, retryAfterMs };
    this.socket.emit('room:closed', closed);
    this.socket.disconnect(true);
  }
}
