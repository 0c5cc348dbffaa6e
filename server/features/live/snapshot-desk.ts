import type { PartKey, Parts, SnapshotAudience, SnapshotPart, SnapshotReader } from './snapshot-part.ts';

/** What is no news to anybody, such as a series' title, may be this old in a snapshot. */
const SHARED_KEPT_MS = 2_000;
/** As many are served together: their own parts are a few statements, and nobody waits for a longer one. */
const TOGETHER_MAX = 200;

interface Waiting {
  reader: SnapshotReader;
  standing: () => string;
  resolve(parts: Parts): void;
  reject(error: unknown): void;
}

type KeyedPart = [key: PartKey, part: SnapshotPart<unknown, unknown>];

/**
 * Reads the snapshots of one audience, one round at a time. Whoever comes during a round is served in the next, together with all others who came: a
 * round begins after each of its readers has taken their number, so it holds at least what that number says; and a herd of a thousand costs a few dozen rounds.
 */
export class SnapshotDesk {
  readonly #parts: ReadonlyMap<PartKey, SnapshotPart<unknown, unknown>>;
  readonly #audience: SnapshotAudience;
  readonly #onIdle: () => void;
  readonly #waiting: Waiting[] = [];
  #shared: { standing: string; values: Map<PartKey, unknown> } | undefined;
  #idleTimer: NodeJS.Timeout | undefined;
  #isServing = false;

  constructor(options: {
    parts: ReadonlyMap<PartKey, SnapshotPart<unknown, unknown>>;
    audience: SnapshotAudience;
    onIdle: () => void;
  }) {
    this.#parts = options.parts;
    this.#audience = options.audience;
    this.#onIdle = options.onIdle;
  }

  read(reader: SnapshotReader, standing: () => string): Promise<Parts> {
    const { promise, resolve, reject } = Promise.withResolvers<Parts>();
    this.#waiting.push({ reader, standing, resolve, reject });
    if (!this.#isServing) void this.#serve();
    return promise;
  }

  async #serve(): Promise<void> {
    this.#isServing = true;
    // After the others whose requests came with the same packet of the network.
    await Promise.resolve();
    while (this.#waiting.length > 0) await this.#serveRound(this.#waiting.splice(0, TOGETHER_MAX));
    this.#isServing = false;
    this.#idleTimer ??= setTimeout(() => {
      this.#idleTimer = undefined;
      this.#shared = undefined;
      if (!this.#isServing) this.#onIdle();
    }, SHARED_KEPT_MS).unref();
  }

  async #serveRound(round: readonly Waiting[]): Promise<void> {
    try {
      const shared = await this.#readShared(round[0]?.standing() ?? '');
      const readers = round.map(({ reader }) => reader);
      const columns = await Promise.all(
        [...this.#parts].map(async ([key, part]) => [key, await part.own(shared.get(key), readers)] as const),
      );
      for (const [index, { resolve }] of round.entries()) {
        resolve(Object.fromEntries(columns.map(([key, values]) => [key, values[index]])) as Parts);
      }
    } catch (error) {
      for (const { reject } of round) reject(error);
    }
  }

  /** Said before reading: what changes while it is read makes the next round read again. */
  async #readShared(standing: string): Promise<ReadonlyMap<PartKey, unknown>> {
    if (this.#shared?.standing === standing) return this.#shared.values;
    const read = async ([key, part]: KeyedPart) => [key, await part.shared(this.#audience)] as const;
    const values = new Map(await Promise.all([...this.#parts].map(read)));
    this.#shared = { standing, values };
    return values;
  }
}
