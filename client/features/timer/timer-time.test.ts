import fc from 'fast-check';
import { expect, test } from 'vitest';
import { momentBetween, secondsLeft, toClock } from './timer-time.ts';

const endsAt = '2021-09-28T01:05:00.000Z';
const endMs = Date.parse(endsAt);
const timer = { timerId: 'a', label: '', seconds: 300, endsAt, remainingMs: null };

test('a countdown shows whole seconds, the last of them until it is over', () => {
  expect(secondsLeft(timer, endMs - 300_000)).toBe(300);
  expect(secondsLeft(timer, endMs - 1)).toBe(1);
  expect(secondsLeft(timer, endMs)).toBe(0);
  expect(secondsLeft(timer, endMs + 5_000)).toBe(0);
  expect(secondsLeft({ ...timer, endsAt: null, remainingMs: 61_000 }, endMs)).toBe(61);
  expect([toClock(0), toClock(61), toClock(4_500)]).toEqual(['0:00', '1:01', '75:00']);
});

test('start, one minute and the end are said once each, however rarely the page looks', () => {
  fc.assert(
    fc.property(fc.integer({ min: 61, max: 600 }), fc.integer({ min: 1, max: 50 }), (seconds, step) => {
      const said: (string | undefined)[] = [];
      let before = { timerId: 'earlier', left: 0 };
      for (let left = seconds; left > -step; left -= step) {
        const now = { timerId: 'a', left: Math.max(0, left), isStanding: false };
        said.push(momentBetween(before, now));
        before = now;
      }
      expect(said.filter(Boolean)).toEqual(['start', 'minute', 'over']);
    }),
  );
});

test('nothing is said to whoever comes in late, of one that stands still, or of one that began within its last minute but its start and end', () => {
  expect(momentBetween(undefined, { timerId: 'a', left: 60, isStanding: false })).toBeUndefined();
  expect(
    momentBetween({ timerId: 'a', left: 61 }, { timerId: 'a', left: 60, isStanding: true }),
  ).toBeUndefined();
  expect(
    momentBetween({ timerId: 'a', left: 30 }, { timerId: 'a', left: 29, isStanding: false }),
  ).toBeUndefined();
});
