interface Waiting<Value> {
  promise: Promise<Value | undefined>;
  resolve(value: Value | undefined): void;
  reject(error: unknown): void;
}

/** Bound parameters of one statement are few, and a longer one would keep others waiting. */
const TOGETHER_MAX = 500;

/**
 * Look-ups by key that go together: what is asked while one statement runs is asked by the next, all at once. Each look-up begins after it was asked for,
 * so it is no older than one of its own; alone, it costs what it costs.
 */
export class Gathered<Value> {
  readonly #loadMany: (keys: string[]) => Promise<ReadonlyMap<string, Value>>;
  #next = new Map<string, Waiting<Value>>();
  #isLoading = false;

  constructor(loadMany: (keys: string[]) => Promise<ReadonlyMap<string, Value>>) {
    this.#loadMany = loadMany;
  }

  get(key: string): Promise<Value | undefined> {
    const known = this.#next.get(key);
    if (known) return known.promise;
    const waiting = Promise.withResolvers<Value | undefined>();
    this.#next.set(key, waiting);
    if (!this.#isLoading) void this.#load();
    return waiting.promise;
  }

  async #load(): Promise<void> {
    this.#isLoading = true;
    // After the others who ask in this very turn.
    await Promise.resolve();
    while (this.#next.size > 0) {
      const together = new Map([...this.#next].slice(0, TOGETHER_MAX));
      for (const key of together.keys()) this.#next.delete(key);
      try {
        const found = await this.#loadMany([...together.keys()]);
        for (const [key, { resolve }] of together) resolve(found.get(key));
      } catch (error) {
        for (const { reject } of together.values()) reject(error);
      }
    }
    this.#isLoading = false;
  }
}
