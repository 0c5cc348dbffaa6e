import { createStore, type ReadOnlyStore } from '#client/lib/store.ts';
import type { Rung } from '#shared/rungs.ts';
import {
  effectiveRung,
  judgeLine,
  type LadderState,
  ladderStart,
  type RungChoice,
  stepLadder,
} from './ladder.ts';
import { compareCounts, type LineCounts, readCounts } from './line-sample.ts';
import type { Subscriber } from './subscriber.ts';

export type NetworkQuality = 'good' | 'fair' | 'poor';

/** Where this page stands, and who put it there. */
export interface RungShown {
  rung: Rung;
  why: 'line' | 'choice';
}

const LOOK_EVERY_MS = 2_000;
/** One bad look may be a keyframe or a lift; two in a row are the line. */
const LOOKS_TO_BELIEVE = 2;

/**
 * Watches how well media arrive while somebody looks at the page, says so, and goes down and up the ladder by it, unless the person has chosen
 * where to stand.
 */
export class NetworkMeter {
  /** Null until there is something to judge by. */
  readonly #quality = createStore<NetworkQuality | null>(null);
  readonly #choice = createStore<RungChoice>('full');
  readonly #shown = createStore<RungShown>({ rung: 'full', why: 'choice' });
  readonly #subscriber: Subscriber;
  readonly #timer: ReturnType<typeof setInterval>;
  #ladder: LadderState = ladderStart;
  #last: { transportId: string; counts: LineCounts } | undefined;
  #candidate: NetworkQuality | undefined;
  #looks = 0;

  constructor(subscriber: Subscriber) {
    this.#subscriber = subscriber;
    this.#timer = setInterval(() => void this.#look(), LOOK_EVERY_MS);
  }

  get quality(): ReadOnlyStore<NetworkQuality | null> {
    return this.#quality;
  }

  get choice(): ReadOnlyStore<RungChoice> {
    return this.#choice;
  }

  get shown(): ReadOnlyStore<RungShown> {
    return this.#shown;
  }

  /** `auto` begins at the top: what the line carries shows within seconds. */
  choose(choice: RungChoice): void {
    this.#choice.set(choice);
    this.#ladder = ladderStart;
    this.#follow();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  async #look(): Promise<void> {
    if (document.hidden) return;
    const { transport } = this.#subscriber;
    if (this.#shown.get().rung === 'slides') {
      // Nothing comes that could be judged: only trying again tells.
      this.#climb();
      return;
    }
    if (transport?.connectionState !== 'connected') return;
    try {
      const counts = readCounts(await transport.getStats());
      const before = this.#last?.transportId === transport.id ? this.#last.counts : undefined;
      this.#last = { transportId: transport.id, counts };
      if (before) this.#judge(before, counts);
    } catch {
      // The transport closed while it was asked: the next one will tell.
    }
  }

  #judge(before: LineCounts, now: LineCounts): void {
    const { rung } = this.#shown.get();
    const verdict = judgeLine(compareCounts(before, now, this.#subscriber.awaitsPicture), rung);
    if (verdict) this.#believe(verdict === 'bad' ? 'poor' : verdict);
    // While nobody is on, there is nothing to climb for.
    if (this.#choice.get() !== 'auto' || this.#subscriber.consumers.length === 0) return;
    this.#ladder = stepLadder(this.#ladder, verdict);
    this.#follow();
  }

  #climb(): void {
    if (this.#choice.get() !== 'auto') return;
    this.#ladder = stepLadder(this.#ladder, undefined);
    this.#follow();
  }

  #follow(): void {
    const choice = this.#choice.get();
    const rung = effectiveRung(choice, this.#ladder);
    const why = choice === 'auto' ? 'line' : 'choice';
    const last = this.#shown.get();
    if (last.rung === rung && last.why === why) return;
    this.#shown.set({ rung, why });
    this.#subscriber.setRung(rung);
  }

  #believe(judged: NetworkQuality): void {
    this.#looks = judged === this.#candidate ? this.#looks + 1 : 1;
    this.#candidate = judged;
    const isFirst = this.#quality.get() === null && judged !== 'poor';
    if (this.#looks >= LOOKS_TO_BELIEVE || isFirst) this.#quality.set(judged);
  }
}
