interface Waiting<Item, Result> {
  item: Item;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/** One statement and one link of the record for so many; a longer one would keep others waiting. */
const TOGETHER_MAX = 500;

/**
 * Acts of many people on one thing, written down together: what comes within a moment, or while the last batch is being written, is one
 * transaction. Each is answered after its commit, in the order in which they came.
 */
export class GatheredActs<Item, Result> {
  readonly #gatherMs: number;
  readonly #act: (key: string, items: Item[]) => Promise<Result[]>;
  readonly #waiting = new Map<string, Waiting<Item, Result>[]>();
  readonly #running = new Map<string, Promise<void>>();

  /** @param options `act` answers each item in its place; where it fails, all of that batch fail */
  constructor(options: { gatherMs: number; act: (key: string, items: Item[]) => Promise<Result[]> }) {
    this.#gatherMs = options.gatherMs;
    this.#act = options.act;
  }

  put(key: string, item: Item): Promise<Result> {
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    const waiting = this.#waiting.get(key) ?? [];
    waiting.push({ item, resolve, reject });
    this.#waiting.set(key, waiting);
    if (!this.#running.has(key)) this.#running.set(key, this.#run(key));
    return promise;
  }

  /** To be awaited before the database is closed. */
  async settle(): Promise<void> {
    await Promise.all(this.#running.values());
  }

  async #run(key: string): Promise<void> {
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, this.#gatherMs));
      const batch = this.#waiting.get(key)?.splice(0, TOGETHER_MAX) ?? [];
      try {
        const results = await this.#act(
          key,
          batch.map(({ item }) => item),
        );
        for (const [index, { resolve }] of batch.entries()) resolve(results[index] as Result);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
      if (this.#waiting.get(key)?.length === 0) break;
    }
    this.#waiting.delete(key);
    this.#running.delete(key);
  }
}
