/**
 * What was begun and has not ended: requests, and what features do when they hear of an event. A stop waits for it, so that the database is
 * not taken away from under somebody who is writing.
 */
export class InFlight {
  readonly #begun = new Set<Promise<unknown>>();

  add<Result>(work: Promise<Result>): Promise<Result> {
    this.#begun.add(work);
    const forget = (): boolean => this.#begun.delete(work);
    work.then(forget, forget);
    return work;
  }

  /**
   * Resolves when nothing is under way, what began meanwhile included; or after a while, for something may wait for what does not come
   * any more.
   */
  async ended(withinMs: number): Promise<void> {
    const { promise: late, resolve } = Promise.withResolvers<void>();
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      resolve();
    }, withinMs);
    while (this.#begun.size > 0 && !isLate) await Promise.race([Promise.allSettled(this.#begun), late]);
    clearTimeout(timer);
  }
}
