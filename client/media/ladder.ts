import { type Rung, rungs } from '#shared/rungs.ts';

/** The person's own word: one rung for good, or whatever the line carries. */
export type RungChoice = 'auto' | Rung;

/** How the line was since the last look; null where too little came over it to tell. */
export interface LineSample {
  /** Share of packets that never came. */
  loss: number | null;
  roundTripMs: number | null;
  /** Share of the sound that had to be made up. */
  concealment: number | null;
  /** Share of the time in which the picture stood still. */
  freeze: number | null;
  /** What the browser believes can come in, where it says so. */
  availableKbps: number | null;
}

export type Verdict = 'good' | 'fair' | 'bad';

/** Up to the first, retransmission and in-band FEC mend nearly all of it; past the second, words go missing. */
const LOSS = { good: 0.03, bad: 0.08 };
/** A syllable in thirty, and one in ten. */
const CONCEALMENT = { good: 0.03, bad: 0.1 };
/** A picture that stands still for a third of the time shows less than a slide does. */
const FREEZE = { good: 0.05, bad: 0.3 };
/** No line of domain.md's phones is that long: what takes so long waits in a queue that is full. */
const ROUND_TRIP_MS = { good: 800, bad: 1_500 };
/** What a rung takes at least, with headers: the smallest picture with sound, or sound alone. */
const NEEDED_KBPS: Record<Rung, number> = { full: 300, small: 200, sound: 40, slides: 0 };

/** One bad thing makes a bad line; a good one is good in all that is known of it. Undefined where nothing is. */
export function judgeLine(sample: LineSample, rung: Rung): Verdict | undefined {
  const { loss, roundTripMs, concealment, freeze, availableKbps } = sample;
  const verdicts: Verdict[] = [
    ...compare(loss, LOSS),
    ...compare(concealment, CONCEALMENT),
    ...compare(freeze, FREEZE),
    ...compare(roundTripMs, ROUND_TRIP_MS),
    ...(availableKbps !== null && availableKbps < NEEDED_KBPS[rung] ? (['bad'] as const) : []),
  ];
  if (verdicts.includes('bad')) return 'bad';
  // A round trip alone is known of a line over which nothing comes.
  const isKnown = loss !== null || concealment !== null || freeze !== null;
  if (!isKnown) return undefined;
  return verdicts.includes('fair') ? 'fair' : 'good';
}

function compare(value: number | null, { good, bad }: { good: number; bad: number }): Verdict[] {
  if (value === null) return [];
  return [value > bad ? 'bad' : value > good ? 'fair' : 'good'];
}

/** Where a page stands on the ladder, counted in looks at the line. */
export interface LadderState {
  rung: Rung;
  badLooks: number;
  goodLooks: number;
  /** Since the last move. */
  looks: number;
  hasClimbed: boolean;
  /** How many good looks the next climb takes. */
  patience: number;
}

/** A change of layers disturbs for a moment: what is seen right after one says nothing. */
const SETTLE_LOOKS = 2;
/** One bad look is a lift or a keyframe; two are the line. */
export const BAD_LOOKS = 2;
/** Twenty seconds of a good line, at a look every two. */
export const PATIENCE_MIN = 10;
/** Five minutes: a line that failed five climbs is asked no more often. */
export const PATIENCE_MAX = 150;
/** A climb that holds for a minute was right. */
export const HELD_LOOKS = 30;

export const ladderStart: LadderState = {
  rung: 'full',
  badLooks: 0,
  goodLooks: 0,
  looks: SETTLE_LOOKS,
  hasClimbed: false,
  patience: PATIENCE_MIN,
};

/**
 * The next state after one more look. Down quickly, a rung at a time; up slowly, and after a climb that failed only half as often as before, so
 * that a line on the edge does not send its learner up and down. Where nothing can be told (no sound is sent, or none received), only trying
 * tells: time counts as good.
 */
export function stepLadder(state: LadderState, verdict: Verdict | undefined): LadderState {
  const looks = state.looks + 1;
  const hasHeld = state.hasClimbed && looks >= HELD_LOOKS;
  const seen = hasHeld ? { ...state, looks, hasClimbed: false, patience: PATIENCE_MIN } : { ...state, looks };
  if (looks <= SETTLE_LOOKS) return seen;

  if (verdict === 'bad') {
    const badLooks = seen.badLooks + 1;
    const lower = rungs[rungs.indexOf(seen.rung) + 1];
    if (badLooks < BAD_LOOKS || !lower) return { ...seen, badLooks, goodLooks: 0 };
    const patience = seen.hasClimbed ? Math.min(seen.patience * 2, PATIENCE_MAX) : seen.patience;
    return moved(lower, { patience, hasClimbed: false });
  }
  if (verdict === 'fair') return { ...seen, badLooks: 0, goodLooks: 0 };
  const goodLooks = seen.goodLooks + 1;
  const higher = rungs[rungs.indexOf(seen.rung) - 1];
  if (goodLooks < seen.patience || !higher) return { ...seen, badLooks: 0, goodLooks };
  return moved(higher, { patience: seen.patience, hasClimbed: true });
}

function moved(rung: Rung, next: Pick<LadderState, 'patience' | 'hasClimbed'>): LadderState {
  return { rung, badLooks: 0, goodLooks: 0, looks: 0, ...next };
}
