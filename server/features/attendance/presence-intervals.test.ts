import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { bridge, clip, countSeconds, type Interval, unite } from './presence-intervals.ts';

/** Lists of intervals for each law. `LECTERN_TRACES=1000000` plays a million, as it does for the record (`verify/traces.test.ts`). */
const TRACES = Number(process.env.LECTERN_TRACES ?? 10_000);

vi.setConfig({ testTimeout: 3_600_000 });

// A small world: overlaps, touching edges, repeats, empty and inverted intervals are all likely in it.
const worldMs = 6_000;
const tickMs = 100;
const moment = fc.integer({ min: 0, max: worldMs / tickMs }).map((ticks) => ticks * tickMs);
const interval: fc.Arbitrary<Interval> = fc.record({ startMs: moment, endMs: moment });
const intervals = fc.array(interval, { maxLength: 12 });
const gap = fc.integer({ min: 0, max: 30 }).map((ticks) => ticks * tickMs);
const runs = { numRuns: TRACES };

/** Every instant at which anything can change, and one between each two. */
const instants = Array.from({ length: (2 * worldMs) / tickMs + 1 }, (_, index) => (index * tickMs) / 2);
const contains = (list: Interval[], atMs: number): boolean =>
  list.some(({ startMs, endMs }) => startMs <= atMs && atMs < endMs);
/** As one line of signs, so that a whole timeline is one comparison. */
const drawn = (covered: (atMs: number) => boolean): string =>
  instants.map((atMs) => (covered(atMs) ? '#' : '.')).join('');
const totalMs = (list: Interval[]): number =>
  list.reduce((sum, { startMs, endMs }) => sum + (endMs - startMs), 0);
const hullMs = (list: Interval[]): number =>
  list.length === 0
    ? 0
    : Math.max(...list.map(({ endMs }) => endMs)) - Math.min(...list.map(({ startMs }) => startMs));

function expectInOrderAndApart(list: Interval[], moreThanMs = 0): void {
  for (const [index, { startMs, endMs }] of list.entries()) {
    expect(endMs).toBeGreaterThan(startMs);
    const next = list[index + 1];
    if (next) expect(next.startMs - endMs).toBeGreaterThan(moreThanMs);
  }
}

describe('the time a person was present', () => {
  test('is exactly what any of their tabs and devices covers', () => {
    fc.assert(
      fc.property(intervals, (list) => {
        const united = unite(list);
        expect(drawn((atMs) => contains(united, atMs))).toBe(drawn((atMs) => contains(list, atMs)));
        expectInOrderAndApart(united);
      }),
      runs,
    );
  });

  test('does not depend on the order in which the record is read', () => {
    fc.assert(
      fc.property(intervals, intervals, gap, (some, others, gapMs) => {
        expect(bridge([...some, ...others], gapMs)).toEqual(bridge([...others, ...some], gapMs));
        expect(bridge(some.toReversed(), gapMs)).toEqual(bridge(some, gapMs));
      }),
      runs,
    );
  });

  test('can be counted in parts and put together', () => {
    fc.assert(
      fc.property(intervals, intervals, intervals, (a, b, c) => {
        expect(unite([...unite([...a, ...b]), ...c])).toEqual(unite([...a, ...unite([...b, ...c])]));
      }),
      runs,
    );
  });

  test('is the same when it is counted again, or when every interval is there twice', () => {
    fc.assert(
      fc.property(intervals, gap, (list, gapMs) => {
        const once = bridge(list, gapMs);
        expect(bridge(once, gapMs)).toEqual(once);
        expect(bridge([...list, ...list], gapMs)).toEqual(once);
        expectInOrderAndApart(once, gapMs);
      }),
      runs,
    );
  });

  test('is never longer than from the first arrival to the last leaving, nor shorter than the longest stay', () => {
    fc.assert(
      fc.property(intervals, gap, (list, gapMs) => {
        const stays = list.filter(({ startMs, endMs }) => endMs >= startMs);
        const longestMs = Math.max(0, ...stays.map(({ startMs, endMs }) => endMs - startMs));
        const presentMs = totalMs(bridge(list, gapMs));
        expect(presentMs).toBeLessThanOrEqual(hullMs(stays));
        expect(presentMs).toBeGreaterThanOrEqual(longestMs);
      }),
      runs,
    );
  });

  test('never shrinks when longer gaps are bridged or when more was recorded', () => {
    fc.assert(
      fc.property(intervals, intervals, gap, gap, (list, more, gapMs, otherGapMs) => {
        const [shortMs, longMs] = gapMs < otherGapMs ? [gapMs, otherGapMs] : [otherGapMs, gapMs];
        const least = bridge(list, shortMs);
        for (const most of [bridge(list, longMs), bridge([...list, ...more], shortMs)]) {
          expect(clip(least, most)).toEqual(least);
        }
      }),
      runs,
    );
  });

  test('is unharmed by intervals with their end before their start', () => {
    fc.assert(
      fc.property(intervals, fc.array(fc.tuple(moment, moment)), gap, (list, pairs, gapMs) => {
        const inverted = pairs.map(([a, b]) => ({ startMs: Math.max(a, b) + 1, endMs: Math.min(a, b) }));
        expect(bridge([...list, ...inverted], gapMs)).toEqual(bridge(list, gapMs));
      }),
      runs,
    );
  });

  test('gains nothing from intervals without length, but that a gap is measured to them', () => {
    fc.assert(
      fc.property(intervals, fc.array(moment), (list, moments) => {
        const points = moments.map((atMs) => ({ startMs: atMs, endMs: atMs }));
        expect(unite([...list, ...points])).toEqual(unite(list));
      }),
      runs,
    );
    const brokeOff = { startMs: 0, endMs: 0 };
    expect(bridge([brokeOff], 120_000)).toEqual([]);
    expect(bridge([brokeOff, { startMs: 90_000, endMs: 100_000 }], 120_000)).toEqual([
      { startMs: 0, endMs: 100_000 },
    ]);
  });

  test('has one stay where one device leaves in the same moment as another comes', () => {
    expect(
      unite([
        { startMs: 0, endMs: 1_000 },
        { startMs: 1_000, endMs: 2_000 },
      ]),
    ).toEqual([{ startMs: 0, endMs: 2_000 }]);
  });

  test('is counted once on two devices', () => {
    const phone = { startMs: 0, endMs: 60_000 };
    const computer = { startMs: 30_000, endMs: 90_000 };
    expect(countSeconds([phone, computer])).toBe(90);
  });

  test('has no interruption where the gap is as long as allowed, and one where it is a millisecond longer', () => {
    const before = { startMs: 0, endMs: 10_000 };
    expect(bridge([before, { startMs: 130_000, endMs: 140_000 }], 120_000)).toHaveLength(1);
    expect(bridge([before, { startMs: 130_001, endMs: 140_000 }], 120_000)).toHaveLength(2);
  });
});

describe('the time inside a window', () => {
  test('is exactly what is in both', () => {
    fc.assert(
      fc.property(intervals, intervals, (list, windows) => {
        const inside = clip(list, windows);
        expect(drawn((atMs) => contains(inside, atMs))).toBe(
          drawn((atMs) => contains(list, atMs) && contains(windows, atMs)),
        );
        expectInOrderAndApart(inside);
      }),
      runs,
    );
  });

  test('adds up over windows that follow each other', () => {
    fc.assert(
      fc.property(intervals, moment, moment, moment, (list, ...edges) => {
        const [a = 0, b = 0, c = 0] = edges.toSorted((x, y) => x - y);
        const parts = [clip(list, [{ startMs: a, endMs: b }]), clip(list, [{ startMs: b, endMs: c }])];
        const whole = clip(list, [{ startMs: a, endMs: c }]);
        expect(parts.map(totalMs).reduce((sum, ms) => sum + ms)).toBe(totalMs(whole));
      }),
      runs,
    );
  });

  test('is what is left of a stay that began before it and ended after it', () => {
    const stay = { startMs: 0, endMs: 100_000 };
    const windows = [
      { startMs: 10_000, endMs: 20_000 },
      { startMs: 50_000, endMs: 65_000 },
    ];
    expect(countSeconds(clip([stay], windows))).toBe(25);
  });
});

test('seconds are whole and never more than the time itself', () => {
  fc.assert(
    fc.property(intervals, (list) => {
      const seconds = countSeconds(list);
      expect(Number.isInteger(seconds)).toBe(true);
      const restMs = totalMs(unite(list)) - seconds * 1000;
      expect(restMs).toBeGreaterThanOrEqual(0);
      expect(restMs).toBeLessThan(1000);
    }),
    runs,
  );
});
