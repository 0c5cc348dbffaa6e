import { createStore, type ReadOnlyStore } from '#client/lib/store.ts';
import type { Publisher } from './publisher.ts';
import {
  judgeUplink,
  noTrouble,
  readUplink,
  stepTrouble,
  toUplink,
  type Uplink,
  type UplinkCounts,
  type UplinkTrouble,
} from './uplink.ts';

const LOOK_EVERY_MS = 2_000;

/** Watches what leaves this page while it sends, and warns before those who receive it notice. */
export class UplinkMeter {
  readonly #publisher: Publisher;
  /** Null while nothing is sent. */
  readonly #uplink = createStore<Uplink | null>(null);
  readonly #trouble = createStore<UplinkTrouble | null>(null);
  readonly #timer: ReturnType<typeof setInterval>;
  #state = noTrouble;
  #last: { transportId: string; counts: UplinkCounts } | undefined;

  constructor(publisher: Publisher) {
    this.#publisher = publisher;
    this.#timer = setInterval(() => void this.#look(), LOOK_EVERY_MS);
  }

  get uplink(): ReadOnlyStore<Uplink | null> {
    return this.#uplink;
  }

  get trouble(): ReadOnlyStore<UplinkTrouble | null> {
    return this.#trouble;
  }

  close(): void {
    clearInterval(this.#timer);
  }

  async #look(): Promise<void> {
    try {
      const transport = await this.#publisher.transport;
      if (!transport || this.#publisher.producers.length === 0) return this.#forget();
      // A line that broke is told of elsewhere, by what is done about it.
      if (transport.connectionState !== 'connected') return;
      const counts = readUplink(await transport.getStats());
      const before = this.#last?.transportId === transport.id ? this.#last.counts : undefined;
      this.#last = { transportId: transport.id, counts };
      if (before) this.#uplink.set(toUplink(before, counts));
      this.#state = stepTrouble(this.#state, judgeUplink(counts));
      this.#trouble.set(this.#state.trouble);
    } catch {
      // The transport closed, or was never made: the next one will tell.
      this.#forget();
    }
  }

  #forget(): void {
    this.#last = undefined;
    this.#state = noTrouble;
    this.#uplink.set(null);
    this.#trouble.set(null);
  }
}
