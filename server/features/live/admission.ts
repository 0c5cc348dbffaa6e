import type { Clock } from '#server/core/clock.ts';
import { appError } from '#shared/errors.ts';

/** What two cores do beside whoever asks it of them (`npm run bench -- herd`). */
const JOINS_PER_SECOND = 100;
/** Joins at once: two seconds' work, which is as long as anybody who was let in should wait for the room. */
const AT_ONCE_MAX = 2 * JOINS_PER_SECOND;
/** Nobody asks more often than this, and nobody loses sight of their place for longer. */
const RETRY_MIN_MS = 500;
const RETRY_MAX_MS = 10_000;
/** Whoever does not ask again within this time after they should have has gone. */
const MISSED_AFTER_MS = 10_000;
/** Two full rooms; those beyond it learn that many are before them. */
const QUEUE_MAX = 10_000;

/**
 * Lets so many come in at once that each of them is in quickly and those inside notice nothing. The others keep their place in the order in which they
 * came, are told it, and ask again when it is about their turn.
 */
export class Admission {
  readonly #clock: Clock;
  /** By person, however many pages they open: in the order in which they came, until when their place is kept. */
  readonly #queue = new Map<string, number>();
  readonly #atOnceMax: number;
  #inside = 0;

  constructor({ clock, atOnceMax = AT_ONCE_MAX }: { clock: Clock; atOnceMax?: number }) {
    this.#clock = clock;
    this.#atOnceMax = atOnceMax;
  }

  /** @throws AppError `room_busy` with the place in the queue and when to ask again */
  async admit<Result>(personId: string, join: () => Promise<Result>): Promise<Result> {
    const before = this.#countBefore(personId);
    if (before >= this.#atOnceMax - this.#inside) {
      const retryAfterMs = Math.min(
        Math.max(RETRY_MIN_MS, Math.round((before / JOINS_PER_SECOND) * 1_000)),
        RETRY_MAX_MS,
      );
      const keptUntilMs = this.#clock.monotonicMs() + retryAfterMs + MISSED_AFTER_MS;
      if (this.#queue.has(personId) || this.#queue.size < QUEUE_MAX) this.#queue.set(personId, keptUntilMs);
      throw appError('room_busy', { place: before + 1, retryAfterMs });
    }
    this.#queue.delete(personId);
    this.#inside += 1;
    try {
      return await join();
    } finally {
      this.#inside -= 1;
    }
  }

  /** How many of those who still ask came before this person. */
  #countBefore(personId: string): number {
    const nowMs = this.#clock.monotonicMs();
    let before = 0;
    for (const [other, keptUntilMs] of this.#queue) {
      if (other === personId) return before;
      if (keptUntilMs < nowMs) this.#queue.delete(other);
      else before += 1;
    }
    return before;
  }
}
