import type { Socket } from 'socket.io';
import type { AppContext } from '#server/core/context.ts';
import type { Visitor } from '#server/features/live/doorkeeper.ts';
import type { Live } from '#server/features/live/live.ts';
import { AppError, appError } from '#shared/errors.ts';
import type { DoorOpened, RoomClosed } from '#shared/features/live.ts';
import { isStaff } from '#shared/roles.ts';
import { isOver } from '#shared/session-lifecycle.ts';
import { askAtDoor } from './ask-at-door.ts';
import { readWaiting } from './order.queries.ts';

/** Knocks within this time are told to staff in one go. */
const TELL_EVERY_MS = 1_000;
/** Those who are let in together come in one after the other… */
const ENTER_EACH_MS = 20;
/** …and all within this time. */
const ENTER_SPREAD_MS = 10_000;
/** As many as a room holds; past it a newcomer is told to come back later. */
const WAITING_PER_SESSION_MAX = 5_000;
/** As in a room: a phone, a computer and a few forgotten tabs. */
const PAGES_PER_PERSON_MAX = 5;

interface Waiter {
  socket: Socket;
  personId: string;
  signInId: string;
}

/**
 * The pages that wait at the doors. Who waits, and since when, stands in SQL; here is only how to reach them. They are in no room:
 * they get no news, no media, and are counted nowhere.
 */
export class Doorstep {
  readonly #context: AppContext;
  readonly #rooms: Live['rooms'];
  readonly #waiting = new Map<string, Map<string, Waiter>>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  #telling: Promise<void> = Promise.resolve();

  constructor(context: AppContext, { rooms }: Pick<Live, 'rooms'>) {
    this.#context = context;
    this.#rooms = rooms;
  }

  /** Staff come in. A learner does where the door lets them; else their page waits here until `open` or `close`. */
  readonly keep = async (visitor: Visitor): Promise<void> => {
    const { room, socket, personId } = visitor;
    if (isStaff(visitor.role) || isOver(room.state)) return;
    const { door } = room;
    // At the door before it is asked: whoever is let in at this very moment is told so.
    if (door.locked || door.admission !== 'open') this.#add(visitor);
    const answer = await askAtDoor(this.#context, { room, personId }).catch((error: unknown) => {
      // Whoever finds the room locked stays, unlisted, until it is unlocked.
      const isLocked = error instanceof AppError && error.code === 'room_locked';
      if (!isLocked) this.#remove(room.sessionId, socket.id);
      throw error;
    });
    // The rule changed meanwhile: it is the new one that counts.
    if (room.door !== door) return this.keep(visitor);
    if (answer) {
      this.#tellSoon(room.sessionId);
      throw appError('waiting', { since: answer.waitingSince.toISOString() });
    }
    if (this.#remove(room.sessionId, socket.id)) this.#tellSoon(room.sessionId);
  };

  /** Whose pages are at the door just now. */
  peopleAt(sessionId: string): Set<string> {
    return new Set(this.#find(sessionId, () => true).map(({ personId }) => personId));
  }

  /** Tells the pages of these people, or of all, to come in: what the door says then is up to it. */
  open(sessionId: string, personIds?: ReadonlySet<string>): void {
    const called = this.#find(sessionId, ({ personId }) => personIds?.has(personId) ?? true);
    const opened: DoorOpened = { spreadMs: Math.min(ENTER_SPREAD_MS, (called.length - 1) * ENTER_EACH_MS) };
    for (const { socket } of called) socket.emit('door:opened', opened);
    this.#tellSoon(sessionId);
  }

  /** Sends pages away, wherever they wait. */
  dismiss(reason: RoomClosed['reason'], isMeant: (waiter: Waiter, sessionId: string) => boolean): void {
    for (const sessionId of [...this.#waiting.keys()]) {
      const meant = this.#find(sessionId, (waiter) => isMeant(waiter, sessionId));
      for (const { socket } of meant) this.#sendAway(sessionId, socket, reason);
      if (meant.length > 0) this.#tellSoon(sessionId);
    }
  }

  /** Staff hear of it within a second, with whatever else has changed by then. */
  tellSoon(sessionId: string): void {
    this.#tellSoon(sessionId);
  }

  /** To be awaited before the database is closed. */
  async close(): Promise<void> {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    await this.#telling;
  }

  #add({ room, socket, personId, signInId }: Visitor): void {
    const { sessionId } = room;
    const waiters = this.#waiting.get(sessionId) ?? new Map<string, Waiter>();
    if (waiters.has(socket.id)) return;
    if (waiters.size >= WAITING_PER_SESSION_MAX)
      throw appError('limit_reached', { max: WAITING_PER_SESSION_MAX });
    const own = this.#find(sessionId, (waiter) => waiter.personId === personId);
    const [oldest] = own;
    if (oldest && own.length >= PAGES_PER_PERSON_MAX)
      this.#sendAway(sessionId, oldest.socket, 'too_many_connections');
    this.#waiting.set(sessionId, waiters.set(socket.id, { socket, personId, signInId }));
    socket.once('disconnect', () => {
      if (this.#remove(sessionId, socket.id)) this.#tellSoon(sessionId);
    });
  }

  #remove(sessionId: string, socketId: string): boolean {
    const waiters = this.#waiting.get(sessionId);
    const wasHere = waiters?.delete(socketId) ?? false;
    if (waiters?.size === 0) this.#waiting.delete(sessionId);
    return wasHere;
  }

  #find(sessionId: string, isMeant: (waiter: Waiter) => boolean): Waiter[] {
    return [...(this.#waiting.get(sessionId)?.values() ?? [])].filter(isMeant);
  }

  #sendAway(sessionId: string, socket: Socket, reason: RoomClosed['reason']): void {
    this.#remove(sessionId, socket.id);
    const closed: RoomClosed = { reason, retryAfterMs: null };
    socket.emit('room:closed', closed);
    socket.disconnect(true);
  }

  #tellSoon(sessionId: string): void {
    if (this.#timers.has(sessionId)) return;
    const timer = setTimeout(() => {
      this.#timers.delete(sessionId);
      this.#telling = this.#telling.then(() => this.#tell(sessionId));
    }, TELL_EVERY_MS);
    this.#timers.set(sessionId, timer);
  }

  async #tell(sessionId: string): Promise<void> {
    const { db, log } = this.#context;
    try {
      const waiting = await readWaiting(db, { sessionId, here: this.peopleAt(sessionId) });
      this.#rooms.find(sessionId)?.tellStaff('waiting:changed', { waiting });
    } catch (err) {
      // It stands in SQL; whoever joins has it.
      log.error({ err, sessionId }, 'staff could not be told who waits');
    }
  }
}
