import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countSeconds } from '#server/features/attendance/presence-intervals.ts';
import { findOutages } from './outages.ts';

const second = (seconds: number) => seconds * 1_000;
const between = (from: number, to: number) => ({ startMs: second(from), endMs: second(to) });
const window = between(0, 3_600);

test('a minute in which nobody at all was connected is an outage of the server, and of no trainer', () => {
  const before = between(-60, 600);
  const after = between(660, 3_600);
  const found = findOutages({
    everybody: [before, after, before, after],
    trainers: [before, after],
    window,
    isRunning: false,
  });
  expect(found).toEqual([{ of: 'server', ...between(600, 660), isGoingOn: false }]);
});

test('what the trainers were away for beyond an outage of the server is their own', () => {
  const found = findOutages({
    everybody: [between(0, 600), between(660, 3_600)],
    trainers: [between(0, 600), between(720, 3_600)],
    window,
    isRunning: false,
  });
  expect(found).toEqual([
    { of: 'server', ...between(600, 660), isGoingOn: false },
    { of: 'trainers', ...between(660, 720), isGoingOn: false },
  ]);
});

test('a change of networks is no outage, and neither are the time before the first and after the last', () => {
  const trainers = [between(120, 600), between(604, 3_000)];
  expect(findOutages({ everybody: [between(0, 3_600)], trainers, window, isRunning: false })).toEqual([]);
});

test('while the session runs, a trainer who has left is missed until now', () => {
  const found = findOutages({
    everybody: [between(0, 3_600)],
    trainers: [between(0, 3_000)],
    window,
    isRunning: true,
  });
  expect(found).toEqual([{ of: 'trainers', ...between(3_000, 3_600), isGoingOn: true }]);
});

test('outages lie inside the session, apart from each other, and never where the missed were present', () => {
  const interval = fc
    .tuple(fc.integer({ min: -600, max: 4_200 }), fc.integer({ min: 0, max: 900 }))
    .map(([from, length]) => between(from, from + length));
  fc.assert(
    fc.property(
      fc.array(interval, { maxLength: 12 }),
      fc.array(interval, { maxLength: 6 }),
      fc.boolean(),
      (others, trainers, isRunning) => {
        const everybody = [...others, ...trainers];
        const found = findOutages({ everybody, trainers, window, isRunning });
        const total = found.reduce((sum, { startMs, endMs }) => sum + (endMs - startMs), 0);
        expect(countSeconds(found)).toBe(Math.floor(total / 1_000));
        for (const outage of found) {
          expect(outage.startMs).toBeGreaterThanOrEqual(window.startMs);
          expect(outage.endMs).toBeLessThanOrEqual(window.endMs);
          const missed = outage.of === 'server' ? everybody : trainers;
          for (const stay of missed)
            expect(Math.min(stay.endMs, outage.endMs)).toBeLessThanOrEqual(
              Math.max(stay.startMs, outage.startMs),
            );
        }
      },
    ),
  );
});
