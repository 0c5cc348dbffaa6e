import type { Db } from '#server/core/context.ts';
import type { TopicFacts } from './topic-facts.ts';

export interface KeptFacts {
  /** From what state of the record they come. */
  fingerprint: string;
  /** Tells one computation from the next. */
  computedAtMs: number;
  facts: TopicFacts;
}

/** The people of all topics in it together: some thirty megabytes. */
const PEOPLE_MAX = 200_000;

/**
 * What was read last of the rows that are kept, so that who opens a report again does not read 33,000 of them again. Nothing is true because it is in here: each
 * reading asks the database which computation it holds, and takes from here only that one.
 */
export class FactsMemory {
  static readonly #all = new WeakMap<Db, FactsMemory>();
  /** The one used last stands last. */
  readonly #kept = new Map<string, Pick<KeptFacts, 'computedAtMs' | 'facts'>>();
  #people = 0;

  static of(db: Db): FactsMemory {
    const known = FactsMemory.#all.get(db);
    if (known) return known;
    const memory = new FactsMemory();
    FactsMemory.#all.set(db, memory);
    return memory;
  }

  find(key: string, computedAtMs: number): TopicFacts | undefined {
    const kept = this.#kept.get(key);
    if (kept?.computedAtMs !== computedAtMs) return undefined;
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    return kept.facts;
  }

  keep(key: string, { computedAtMs, facts }: Pick<KeptFacts, 'computedAtMs' | 'facts'>): void {
    this.#forget(key);
    this.#kept.set(key, { computedAtMs, facts });
    this.#people += facts.people.length;
    for (const oldest of this.#kept.keys()) {
      if (this.#people <= PEOPLE_MAX) break;
      this.#forget(oldest);
    }
  }

  #forget(key: string): void {
    this.#people -= this.#kept.get(key)?.facts.people.length ?? 0;
    this.#kept.delete(key);
  }
}
