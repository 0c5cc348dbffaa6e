import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawDueMs, nextPart, openMs, partLengthMs } from './check-plan.ts';

const MINUTE_MS = 60_000;

const rules = fc.record({
  checksPer50Minutes: fc.integer({ min: 1, max: 10 }),
  checkOpenSeconds: fc.integer({ min: 60, max: 600 }),
});
const expected = fc.integer({ min: -60, max: 300 }).map((minutes) => minutes * MINUTE_MS);
const randoms = fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), {
  minLength: 40,
  maxLength: 40,
});

/**
 * Plays a topic of a length that nobody knew, planning as the server does: the next one once the last is due.
 * @param isRestarted whether what is planned next was forgotten before it was due, and drawn again
 */
function play(options: {
  rule: { checksPer50Minutes: number; checkOpenSeconds: number };
  expectedMs: number;
  lengthMs: number;
  draws: readonly number[];
}) {
  const partMs = partLengthMs(options.rule, options.expectedMs) ?? 0;
  const openFor = openMs(options.rule, partMs);
  const dues: { part: number; dueMs: number }[] = [];
  let elapsedMs = 0;
  let lastPart: number | undefined;
  for (const draw of options.draws) {
    const part = nextPart({ lastPart, elapsedMs, partMs });
    const dueMs = drawDueMs({ part, partMs, openMs: openFor, elapsedMs, random: () => draw });
    if (dueMs >= options.lengthMs) break;
    dues.push({ part, dueMs });
    elapsedMs = dueMs;
    lastPart = part;
  }
  return { partMs, openFor, dues };
}

describe('the plan of presence checks', () => {
  it('is three in fifty minutes, one in each third, at any moment of it that leaves time to answer', () => {
    fc.assert(
      fc.property(randoms, (draws) => {
        const rule = { checksPer50Minutes: 3, checkOpenSeconds: 240 };
        const { dues } = play({ rule, expectedMs: 50 * MINUTE_MS, lengthMs: 50 * MINUTE_MS, draws });
        expect(dues.map(({ dueMs }) => Math.floor((dueMs * 3) / (50 * MINUTE_MS)))).toEqual([0, 1, 2]);
        for (const { dueMs } of dues) {
          const intoThird = dueMs % ((50 * MINUTE_MS) / 3);
          expect(intoThird).toBeLessThanOrEqual((50 * MINUTE_MS) / 3 - 240_000 + 1);
        }
      }),
    );
  });

  it('has at least as many as the rule says for whatever time a topic takes, expected or not', () => {
    fc.assert(
      fc.property(
        rules,
        expected,
        fc.integer({ min: 1, max: 200 }),
        randoms,
        (rule, expectedMs, minutes, draws) => {
          const lengthMs = minutes * MINUTE_MS;
          const { partMs, dues } = play({ rule, expectedMs, lengthMs, draws });
          const wanted = Math.floor((minutes * rule.checksPer50Minutes) / 50);
          expect(dues.length).toBeGreaterThanOrEqual(Math.min(wanted, draws.length));
          // Each part that was taught to its end has had exactly one, in it.
          const whole = Math.min(Math.floor(lengthMs / partMs), draws.length);
          expect(dues.slice(0, whole).map(({ part }) => part)).toEqual(
            Array.from({ length: whole }, (_, part) => part),
          );
          for (const { part, dueMs } of dues) expect(Math.floor(dueMs / partMs)).toBe(part);
        },
      ),
    );
  });

  it('gives a topic that is shorter than a part one check, as long as it was expected to be short', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 16 }), randoms, (minutes, draws) => {
        const rule = { checksPer50Minutes: 3, checkOpenSeconds: 240 };
        const lengthMs = minutes * MINUTE_MS;
        expect(play({ rule, expectedMs: lengthMs, lengthMs, draws }).dues).toHaveLength(1);
      }),
    );
  });

  it('never lets two meet: one is over before the next can come', () => {
    fc.assert(
      fc.property(rules, expected, randoms, (rule, expectedMs, draws) => {
        const { openFor, dues } = play({ rule, expectedMs, lengthMs: Infinity, draws });
        for (const [index, { dueMs }] of dues.entries()) {
          const next = dues[index + 1];
          if (next) expect(next.dueMs - dueMs).toBeGreaterThanOrEqual(openFor);
        }
        expect(openFor).toBeLessThanOrEqual(rule.checkOpenSeconds * 1_000);
      }),
    );
  });

  it('after a pause of whatever length goes on in the part in which the topic is, and never in one that had its own', () => {
    fc.assert(
      fc.property(
        fc.option(fc.integer({ min: 0, max: 50 }), { nil: undefined }),
        fc.integer({ min: 0, max: 400 * MINUTE_MS }),
        fc.integer({ min: 5 * MINUTE_MS, max: 20 * MINUTE_MS }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (lastPart, elapsedMs, partMs, draw) => {
          const part = nextPart({ lastPart, elapsedMs, partMs });
          expect(part).toBeGreaterThan(lastPart ?? -1);
          expect((part + 1) * partMs).toBeGreaterThan(elapsedMs);
          const due = drawDueMs({ part, partMs, openMs: partMs / 4, elapsedMs, random: () => draw });
          expect(Math.floor(due / partMs)).toBe(part);
        },
      ),
    );
  });

  it('is empty where the rule wants none', () => {
    expect(partLengthMs({ checksPer50Minutes: 0, checkOpenSeconds: 240 }, 50 * MINUTE_MS)).toBeUndefined();
  });
});
