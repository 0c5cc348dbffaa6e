import { createStore, type ReadOnlyStore } from '#client/lib/store.ts';
import { judgeNetwork, type NetworkQuality, type NetworkSample, readSample } from './network-quality.ts';
import type { Subscriber } from './subscriber.ts';

const LOOK_EVERY_MS = 4_000;
/** One bad look may be a keyframe or a lift; two in a row are the line. */
const LOOKS_TO_BELIEVE = 2;

/** Watches how well media arrive, while somebody looks at the page. Null until there is something to judge by. */
export class NetworkMeter {
  readonly #quality = createStore<NetworkQuality | null>(null);
  readonly #subscriber: Subscriber;
  readonly #timer: ReturnType<typeof setInterval>;
  #last: { transportId: string; sample: NetworkSample } | undefined;
  #candidate: NetworkQuality | undefined;
  #looks = 0;

  constructor(subscriber: Subscriber) {
    this.#subscriber = subscriber;
    this.#timer = setInterval(() => void this.#look(), LOOK_EVERY_MS);
  }

  get quality(): ReadOnlyStore<NetworkQuality | null> {
    return this.#quality;
  }

  close(): void {
    clearInterval(this.#timer);
  }

  async #look(): Promise<void> {
    const { transport } = this.#subscriber;
    if (document.hidden || !transport || transport.connectionState !== 'connected') return;
    try {
      const sample = readSample(await transport.getStats());
      const before = this.#last?.transportId === transport.id ? this.#last.sample : undefined;
      this.#last = { transportId: transport.id, sample };
      const judged = before && judgeNetwork(before, sample);
      if (judged) this.#believe(judged);
    } catch {
      // The transport closed while it was asked: the next one will tell.
    }
  }

  #believe(judged: NetworkQuality): void {
    this.#looks = judged === this.#candidate ? this.#looks + 1 : 1;
    this.#candidate = judged;
    const isFirst = this.#quality.get() === null && judged !== 'poor';
    if (this.#looks >= LOOKS_TO_BELIEVE || isFirst) this.#quality.set(judged);
  }
}
