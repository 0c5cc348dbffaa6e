import { appError } from '#shared/errors.ts';

export interface HashQueueOptions {
  /** Hashes at once: each takes a core and its memory for a tenth of a second. */
  atOnce: number;
  /** How many may wait for their turn. */
  waiting: number;
}

/**
 * Passwords are hashed a few at a time: a flood of sign-ins would else take every core from a session that is on, and
 * memory without end. Whoever finds the line full is told to come back, at once.
 */
export class HashQueue {
  readonly #atOnce: number;
  readonly #waitingMax: number;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor({ atOnce, waiting }: HashQueueOptions) {
    this.#atOnce = atOnce;
    this.#waitingMax = waiting;
  }

  /** @throws AppError `unavailable` when too many wait already */
  async run<Result>(hash: () => Promise<Result>): Promise<Result> {
    await this.#enter();
    try {
      return await hash();
    } finally {
      this.#leave();
    }
  }

  async #enter(): Promise<void> {
    if (this.#running < this.#atOnce) {
      this.#running += 1;
      return;
    }
    if (this.#waiting.length >= this.#waitingMax) throw appError('unavailable', { retryAfterMs: 5_000 });
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.push(resolve);
    await promise;
  }

  /** The place is handed to the next in line, so that nobody slips in between. */
  #leave(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#running -= 1;
  }
}
