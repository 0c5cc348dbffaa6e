import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bridge, clip, countSeconds, unite } from '#server/features/attendance/presence-intervals.ts';
import { findGaps } from './find-gaps.ts';

const between = (from: number, to: number) => ({ startMs: from * 1_000, endMs: to * 1_000 });
const window = between(0, 3_600);

test('a short hole is bridged, a long one is not, and two devices at once leave none', () => {
  const connections = [between(-60, 600), between(500, 900), between(960, 1_500), between(1_800, 3_700)];
  expect(findGaps(connections, window, 120_000)).toEqual([
    { ...between(900, 960), isBridged: true },
    { ...between(1_500, 1_800), isBridged: false },
  ]);
});

test('before the first connection and after the last there is no hole: they came later, or left', () => {
  expect(findGaps([between(600, 1_200)], window, 120_000)).toEqual([]);
});

test('what was connected and what was bridged make up what counts', () => {
  const interval = fc
    .tuple(fc.integer({ min: -300, max: 3_900 }), fc.integer({ min: 1, max: 600 }))
    .map(([from, length]) => between(from, from + length));
  fc.assert(
    fc.property(
      fc.array(interval, { maxLength: 10 }),
      fc.integer({ min: 0, max: 300 }),
      (connections, gap) => {
        const bridged = findGaps(connections, window, gap * 1_000).filter(({ isBridged }) => isBridged);
        const counted = clip(bridge(connections, gap * 1_000), [window]);
        const joined = clip([...unite(connections), ...bridged], [window]);
        expect(countSeconds(joined)).toBe(countSeconds(counted));
      },
    ),
  );
});
