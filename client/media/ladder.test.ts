import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Rung, rungs } from '#shared/rungs.ts';
import {
  BAD_LOOKS,
  judgeLine,
  type LadderState,
  type LineSample,
  ladderStart,
  PATIENCE_MIN,
  stepLadder,
  type Verdict,
} from './ladder.ts';
import { effectiveRung } from './network-meter.ts';

const quiet: LineSample = {
  loss: 0,
  roundTripMs: 60,
  concealment: 0,
  freeze: 0,
  availableKbps: null,
};

const share = fc.option(fc.double({ min: 0, max: 1, noNaN: true }));
const sample = fc.record<LineSample>({
  loss: share,
  roundTripMs: fc.option(fc.integer({ min: 0, max: 5_000 })),
  concealment: share,
  freeze: share,
  availableKbps: fc.option(fc.integer({ min: 0, max: 5_000 })),
});
const verdict = fc.constantFrom<Verdict | undefined>('good', 'fair', 'bad', undefined);
const rung = fc.constantFrom<Rung>(...rungs);
const depth = (of: Rung) => rungs.indexOf(of);
const severity = (of: Verdict | undefined) => (of === undefined ? -1 : ['good', 'fair', 'bad'].indexOf(of));

function walk(verdicts: readonly (Verdict | undefined)[], from: LadderState = ladderStart): LadderState[] {
  const states: LadderState[] = [];
  for (const next of verdicts) states.push(stepLadder(states.at(-1) ?? from, next));
  return states;
}

describe('the verdict on a line', () => {
  test.each<[Partial<LineSample>, Verdict | undefined]>([
    [{}, 'good'],
    [{ loss: 0.05 }, 'fair'],
    [{ loss: 0.12 }, 'bad'],
    [{ concealment: 0.2 }, 'bad'],
    [{ freeze: 0.5 }, 'bad'],
    [{ roundTripMs: 400 }, 'good'],
    [{ roundTripMs: 2_000 }, 'bad'],
    [{ availableKbps: 120 }, 'bad'],
    [{ loss: null, concealment: null, freeze: null }, undefined],
  ])('%j is %s', (change, expected) => {
    expect(judgeLine({ ...quiet, ...change }, 'small')).toBe(expected);
  });

  test('is never better for a line that is worse in something', () => {
    fc.assert(
      fc.property(sample, sample, rung, (a, b, at) => {
        const worst = (x: number | null, y: number | null) => (x === null || y === null ? x : Math.max(x, y));
        const worse: LineSample = {
          loss: worst(a.loss, b.loss),
          roundTripMs: worst(a.roundTripMs, b.roundTripMs),
          concealment: worst(a.concealment, b.concealment),
          freeze: worst(a.freeze, b.freeze),
          availableKbps:
            a.availableKbps === null || b.availableKbps === null
              ? a.availableKbps
              : Math.min(a.availableKbps, b.availableKbps),
        };
        expect(severity(judgeLine(worse, at))).toBeGreaterThanOrEqual(severity(judgeLine(a, at)));
      }),
    );
  });

  test('asks less of a line on a lower rung', () => {
    fc.assert(
      fc.property(sample, rung, rung, (line, a, b) => {
        const [higher, lower] = depth(a) <= depth(b) ? [a, b] : [b, a];
        expect(severity(judgeLine(line, lower))).toBeLessThanOrEqual(severity(judgeLine(line, higher)));
      }),
    );
  });
});

describe('the ladder', () => {
  test('goes down a rung after two bad looks, and down to the slides where it stays bad', () => {
    expect(walk(['bad'])[0]?.rung).toBe('full');
    expect(walk(['bad', 'bad'])[1]?.rung).toBe('small');
    expect(walk(Array(30).fill('bad')).at(-1)?.rung).toBe('slides');
  });

  test('climbs back by itself when the line is good, a rung at a time', () => {
    const low = walk(Array(30).fill('bad')).at(-1) ?? ladderStart;
    const seen = walk(Array(200).fill('good'), low).map((state) => state.rung);
    expect([...new Set(seen)]).toEqual(['slides', 'sound', 'small', 'full']);
    expect(seen.indexOf('sound')).toBe(PATIENCE_MIN - 1);
  });

  test('tries again from the slides, where nothing comes that could be judged', () => {
    const low = walk(Array(30).fill('bad')).at(-1) ?? ladderStart;
    expect(walk(Array(20).fill(undefined), low).at(-1)?.rung).toBe('sound');
  });

  test('moves at most one rung a look, and never without two bad looks or long patience', () => {
    fc.assert(
      fc.property(fc.array(verdict, { minLength: 1, maxLength: 400 }), (verdicts) => {
        let last = ladderStart;
        let sinceMove = 0;
        walk(verdicts).forEach((state) => {
          sinceMove += 1;
          const step = depth(state.rung) - depth(last.rung);
          expect(Math.abs(step)).toBeLessThanOrEqual(1);
          if (step > 0) expect(sinceMove).toBeGreaterThanOrEqual(BAD_LOOKS);
          if (step < 0) expect(sinceMove).toBeGreaterThanOrEqual(PATIENCE_MIN);
          if (step !== 0) sinceMove = 0;
          last = state;
        });
      }),
    );
  });

  test('does not flap, whatever the line does: at most ten climbs that fail in ten minutes', () => {
    fc.assert(
      fc.property(fc.array(verdict, { minLength: 300, maxLength: 300 }), (verdicts) => {
        expect(countRelapses(walk(verdicts))).toBeLessThanOrEqual(10);
      }),
    );
  });

  test('does not flap under the worst line there is: good until it has climbed, bad as soon as it has', () => {
    const states: LadderState[] = [];
    let state = ladderStart;
    for (let look = 0; look < 300; look += 1) {
      state = stepLadder(state, state.rung === 'full' ? 'bad' : 'good');
      states.push(state);
    }
    expect(countRelapses(states)).toBeLessThanOrEqual(5);
  });

  test('ends no higher on a line that is steadily worse', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<Verdict>('good', 'fair', 'bad'),
        fc.integer({ min: 1, max: 200 }),
        (a, n) => {
          for (const b of ['good', 'fair', 'bad'] as const) {
            if (severity(b) < severity(a)) continue;
            const [better, worse] = [walk(Array(n).fill(a)), walk(Array(n).fill(b))];
            expect(depth(worse.at(-1)?.rung ?? 'full')).toBeGreaterThanOrEqual(
              depth(better.at(-1)?.rung ?? 'full'),
            );
          }
        },
      ),
    );
  });
});

test('the person’s own choice holds, whatever the line does', () => {
  fc.assert(
    fc.property(rung, fc.array(verdict, { minLength: 1 }), (chosen, verdicts) => {
      for (const state of walk(verdicts)) expect(effectiveRung(chosen, state)).toBe(chosen);
    }),
  );
});

/** Times that a climb was followed by a fall. */
function countRelapses(states: readonly LadderState[]): number {
  let relapses = 0;
  let direction = 0;
  let last: Rung = 'full';
  for (const { rung: now } of states) {
    const step = Math.sign(depth(now) - depth(last));
    if (step > 0 && direction < 0) relapses += 1;
    if (step !== 0) direction = step;
    last = now;
  }
  return relapses;
}
