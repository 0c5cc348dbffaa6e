import type { Server } from 'socket.io';
import type { PrismaClient } from '#prisma/generated/client.ts';
import type { Clock } from '#server/core/clock.ts';
import type { DomainEvents } from '#server/core/domain-events.ts';
import { toWireName } from '#server/core/enum-names.ts';
import { appError } from '#shared/errors.ts';
import { RoomMedia } from './media/room-media.ts';
import type { WorkerPool } from './media/worker-pool.ts';
import type { Peer } from './peer.ts';
import { Room } from './room.ts';
import { toSpeaker } from './speakers.ts';

/** A room that everybody left is kept this long: a class that loses its network at once comes back to the same numbers. */
const EMPTY_ROOM_KEPT_MS = 60_000;
const SWEEP_EVERY_MS = 10_000;

export interface RoomRegistryOptions {
  db: PrismaClient;
  io: Server;
  clock: Clock;
  events: DomainEvents;
  workers: WorkerPool;
}

/** One room per session; two who join at the same moment get the same one. */
export class RoomRegistry {
  readonly #options: RoomRegistryOptions;
  readonly #rooms = new Map<string, Promise<Room>>();
  readonly #open = new Map<string, Room>();
  readonly #members = new Map<string, { peer: Peer; room: Room }>();
  readonly #sweeper: NodeJS.Timeout;

  constructor(options: RoomRegistryOptions) {
    this.#options = options;
    this.#sweeper = setInterval(() => this.#sweep(), SWEEP_EVERY_MS).unref();
  }

  get rooms(): Iterable<Room> {
    return this.#open.values();
  }

  /** The room, if anybody has been in it lately. */
  find(sessionId: string): Room | undefined {
    return this.#open.get(sessionId);
  }

  async getOrCreate(sessionId: string): Promise<Room> {
    const known = this.#rooms.get(sessionId);
    if (known) return known;
    const creating = this.#create(sessionId);
    this.#rooms.set(sessionId, creating);
    // A failed creation must not stay in the way of the next try.
    creating.catch(() => this.#rooms.delete(sessionId));
    return creating;
  }

  findMember(socketId: string): { peer: Peer; room: Room } | undefined {
    return this.#members.get(socketId);
  }

  /** The socket is in this room now, and in no other. */
  enter(room: Room, peer: Peer): void {
    this.leave(peer.socket.id);
    room.admit(peer);
    this.#members.set(peer.socket.id, { peer, room });
  }

  /** @param options `isFarewell`: they say so themselves */
  leave(socketId: string, options: { isFarewell?: boolean } = {}): void {
    const member = this.#members.get(socketId);
    if (!member) return;
    this.#members.delete(socketId);
    member.room.remove(member.peer.connectionId, options);
  }

  /** When each connection last showed life; attendance writes it down in batches. */
  *proofsOfLife(): Iterable<{ connectionId: string; lastProofAt: Date }> {
    for (const room of this.#open.values()) {
      for (const { connectionId, lastProofAt } of room.peers) yield { connectionId, lastProofAt };
    }
  }

  close(sessionId: string): void {
    const room = this.#open.get(sessionId);
    this.#rooms.delete(sessionId);
    this.#open.delete(sessionId);
    room?.close();
  }

  closeAll(): void {
    clearInterval(this.#sweeper);
    for (const sessionId of [...this.#open.keys()]) this.close(sessionId);
  }

  async #create(sessionId: string): Promise<Room> {
    const { db, io, clock, events, workers } = this.#options;
    const media = await RoomMedia.create({ workers });
    try {
      // Read after the slow part, so that a move in between is not missed; from here on no turn of the loop passes.
      const session = await db.session.findUnique({
        where: { id: sessionId },
        select: {
          seriesId: true,
          state: true,
          lockedFeatures: true,
          doorLocked: true,
          admission: true,
          stage: {
            where: { state: 'ON_STAGE' },
            select: { personId: true, microphoneHeldById: true, cameraHeldById: true },
          },
        },
      });
      if (!session) throw appError('not_found');
      const state = toWireName(session.state);
      const door = { locked: session.doorLocked, admission: toWireName(session.admission) };
      const room = new Room({ sessionId, seriesId: session.seriesId, state, door, io, clock, events, media });
      media.attach(room);
      room.moveTo(state);
      room.setLockedFeatures(session.lockedFeatures.map(toWireName));
      // Nobody is in it yet: there is nothing to stop or silence, and so nothing to wait for.
      void room.speakers.follow(session.stage.map(toSpeaker));
      this.#open.set(sessionId, room);
      return room;
    } catch (error) {
      media.close();
      throw error;
    }
  }

  #sweep(): void {
    for (const [sessionId, room] of this.#open) {
      if ((room.emptyForMs ?? 0) > EMPTY_ROOM_KEPT_MS) this.close(sessionId);
    }
  }
}
