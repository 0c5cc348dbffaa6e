import { createStore, type ReadOnlyStore } from '#client/lib/store.ts';
import type { Rung } from '#shared/rungs.ts';
import type { LadderState, RungChoice, Verdict } from './ladder.ts';
import type { LineCounts } from './line-sample.ts';
import type { Subscriber } from './subscriber.ts';

export type NetworkQuality = 'good' | 'fair' | 'poor';

/** Where this page stands, and who put it there. */
export interface RungShown {
  rung: Rung;
  why: 'line' | 'choice';
}

/** What judges is fetched with the first look: nothing is to be judged before there is something to hear. */
const loadJudges = async () => ({ ...(await import('./ladder.ts')), ...(await import('./line-sample.ts')) });
type Judges = Awaited<ReturnType<typeof loadJudges>>;

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
  /** Undefined until the line was judged for the first time: at the top. */
  #ladder: LadderState | undefined;
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
    this.#ladder = undefined;
    this.#follow();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  async #look(): Promise<void> {
    if (document.hidden) return;
    const { transport } = this.#subscriber;
    const isSilent = this.#shown.get().rung === 'slides';
    if (!isSilent && transport?.connectionState !== 'connected') return;
    try {
      const judges = await loadJudges();
      // On the lowest rung nothing comes that could be judged: only trying again tells.
      if (isSilent) return this.#step(judges, undefined);
      if (!transport) return;
      const counts = judges.readCounts(await transport.getStats());
      const before = this.#last?.transportId === transport.id ? this.#last.counts : undefined;
      this.#last = { transportId: transport.id, counts };
      if (before) this.#judge(judges, before, counts);
    } catch {
      // The transport closed while it was asked, or the line is too bad to fetch what judges it: the next look will tell.
    }
  }

  #judge(judges: Judges, before: LineCounts, now: LineCounts): void {
    const { rung } = this.#shown.get();
    const sample = judges.compareCounts(before, now, this.#subscriber.awaitsPicture);
    const verdict = judges.judgeLine(sample, rung);
    if (verdict) this.#believe(verdict === 'bad' ? 'poor' : verdict);
    // While nobody is on, there is nothing to climb for.
    if (this.#subscriber.consumers.length > 0) this.#step(judges, verdict);
  }

  #step({ ladderStart, stepLadder }: Judges, verdict: Verdict | undefined): void {
    if (this.#choice.get() !== 'auto') return;
    this.#ladder = stepLadder(this.#ladder ?? ladderStart, verdict);
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

/** The person's own choice holds, whatever the line does; a line that was never judged stands at the top. */
export function effectiveRung(choice: RungChoice, ladder: LadderState | undefined): Rung {
  return choice === 'auto' ? (ladder?.rung ?? 'full') : choice;
}
