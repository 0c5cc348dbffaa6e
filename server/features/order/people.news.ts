import type { DomainEvents } from '#server/core/domain-events.ts';
import type { Live } from '#server/features/live/live.ts';
import { toPeopleHere } from './order.mapper.ts';

/** A class that comes in at once is one piece of news a second, with each name in it once. */
const TELL_EVERY_MS = 1_000;

/** Tells staff who came and who is gone, as differences: a full room costs each of them a name for each person, not for each arrival. */
export class PeopleNews {
  readonly #rooms: Live['rooms'];
  readonly #changed = new Map<string, Set<string>>();
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(events: DomainEvents, { rooms }: Pick<Live, 'rooms'>) {
    this.#rooms = rooms;
    const note = ({ sessionId, personId }: { sessionId: string; personId: string }) =>
      this.#note(sessionId, personId);
    events.on('peer.joined', note);
    events.on('peer.left', note);
  }

  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  #note(sessionId: string, personId: string): void {
    this.#changed.set(sessionId, (this.#changed.get(sessionId) ?? new Set()).add(personId));
    if (this.#timers.has(sessionId)) return;
    this.#timers.set(
      sessionId,
      setTimeout(() => this.#tell(sessionId), TELL_EVERY_MS),
    );
  }

  /** Everybody who moved is looked up as they are now: somebody who came and went again is gone, also for a page that joined in between. */
  #tell(sessionId: string): void {
    const changed = this.#changed.get(sessionId) ?? new Set();
    this.#changed.delete(sessionId);
    this.#timers.delete(sessionId);
    const room = this.#rooms.find(sessionId);
    if (!room) return;
    const here = toPeopleHere(room.peers);
    room.tellStaff('people:changed', {
      came: [...changed].flatMap((personId) => here.get(personId) ?? []),
      goneIds: [...changed].filter((personId) => !here.has(personId)),
    });
  }
}
