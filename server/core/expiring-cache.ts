import type { Clock } from './clock.ts';

interface Entry<Value> {
  value: Value;
  expiresAtMs: number;
}

/**
 * A bounded cache whose entries grow old. An answer that was being looked up while its kind was invalidated is
 * handed to whoever asked, and not kept: otherwise a revoked sign-in could live on for a whole TTL.
 */
export class ExpiringCache<Value> {
  readonly #entries = new Map<string, Entry<Value>>();
  readonly #ttlMs: number;
  readonly #max: number;
  readonly #clock: Clock;
  #generation = 0;

  constructor({ ttlMs, max, clock }: { ttlMs: number; max: number; clock: Clock }) {
    this.#ttlMs = ttlMs;
    this.#max = max;
    this.#clock = clock;
  }

  async get(key: string, load: () => Promise<Value>): Promise<Value> {
    const nowMs = this.#clock.monotonicMs();
    const known = this.#entries.get(key);
    if (known && known.expiresAtMs > nowMs) return known.value;

    const generation = this.#generation;
    const value = await load();
    if (generation === this.#generation) {
      this.#entries.delete(key);
      this.#entries.set(key, { value, expiresAtMs: nowMs + this.#ttlMs });
      this.#trim();
    }
    return value;
  }

  deleteWhere(isStale: (value: Value, key: string) => boolean): void {
    this.#generation += 1;
    for (const [key, entry] of this.#entries) if (isStale(entry.value, key)) this.#entries.delete(key);
  }

  /** A Map keeps the order of insertion: the first is the oldest. */
  #trim(): void {
    for (const key of this.#entries.keys()) {
      if (this.#entries.size <= this.#max) return;
      this.#entries.delete(key);
    }
  }
}
