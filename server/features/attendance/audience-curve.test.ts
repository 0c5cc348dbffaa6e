import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AUDIENCE_POINTS_MAX, drawAudienceCurve } from './audience-curve.ts';
import { type Interval, unite } from './presence-intervals.ts';

const moment = fc.integer({ min: -2_000_000, max: 20_000_000 });
const stay: fc.Arbitrary<Interval> = fc.record({ startMs: moment, endMs: moment });
const people = fc.array(fc.array(stay, { maxLength: 4 }).map(unite), { maxLength: 20 });
const lengthMs = fc.integer({ min: 1, max: 15_000_000 });

describe('the audience curve', () => {
  test('says at each of its points how many were there', () => {
    fc.assert(
      fc.property(people, lengthMs, (crowd, endMs) => {
        const points = drawAudienceCurve({ people: crowd, window: { startMs: 0, endMs } });
        const countAt = (atMs: number): number =>
          crowd.filter((stays) => stays.some((one) => one.startMs <= atMs && atMs < one.endMs)).length;
        expect(points.slice(0, -1)).toEqual(
          points.slice(0, -1).map(({ atMs }) => ({ atMs, learners: countAt(atMs) })),
        );
        const there = crowd.filter((stays) => stays.some((one) => one.startMs < endMs && endMs <= one.endMs));
        expect(points.at(-1)).toEqual({ atMs: endMs, learners: there.length });
      }),
      { numRuns: 500 },
    );
  });

  test('has at most two hundred points, in order, from the start to the end', () => {
    fc.assert(
      fc.property(lengthMs, (endMs) => {
        const points = drawAudienceCurve({ people: [], window: { startMs: 0, endMs } });
        expect(points.length).toBeLessThanOrEqual(AUDIENCE_POINTS_MAX);
        expect(points[0]?.atMs).toBe(0);
        expect(points.at(-1)?.atMs).toBe(endMs);
        const moments = points.map(({ atMs }) => atMs);
        expect(moments).toEqual([...new Set(moments)].toSorted((a, b) => a - b));
      }),
      { numRuns: 500 },
    );
  });

  test('is empty for a window without length', () => {
    expect(
      drawAudienceCurve({ people: [[{ startMs: 0, endMs: 5 }]], window: { startMs: 3, endMs: 3 } }),
    ).toEqual([]);
    expect(drawAudienceCurve({ people: [], window: { startMs: 3, endMs: 1 } })).toEqual([]);
  });
});
