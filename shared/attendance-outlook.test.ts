import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectRemainingSeconds, findOutlook } from './attendance-outlook.ts';

const minutes = (count: number) => count * 60;
const learner = {
  ranSeconds: minutes(60),
  remainingSeconds: minutes(30),
  presentSeconds: minutes(60),
  minimumSharePercent: 80,
  checksDelivered: 3,
  checksAnswered: 2,
  checkSharePercent: 75,
};

test.each([
  ['there from the beginning', {}, 'fair'],
  [
    'away for 18 of 90 minutes, which leaves nothing to spare',
    { presentSeconds: minutes(42) },
    'every_minute',
  ],
  ['away for a minute more than may be', { presentSeconds: minutes(41) }, 'out_of_reach'],
  [
    'there long enough already, whatever comes',
    { presentSeconds: minutes(72), ranSeconds: minutes(90), remainingSeconds: 0 },
    'fair',
  ],
  ['one answer of three, where two are asked', { checksAnswered: 1 }, 'missed_checks'],
  ['the only check missed', { checksDelivered: 1, checksAnswered: 0 }, 'missed_checks'],
  ['no check has come yet', { checksDelivered: 0, checksAnswered: 0 }, 'fair'],
] as const)('%s', (_what, over, expected) => {
  expect(findOutlook({ ...learner, ...over })).toBe(expected);
});

test('whoever stays to the end and had it in reach reaches it, and whoever had not does not', () => {
  const seconds = fc.integer({ min: 0, max: 20_000 });
  fc.assert(
    fc.property(seconds, seconds, seconds, fc.integer({ min: 1, max: 100 }), (ran, left, present, share) => {
      const presentSeconds = Math.min(present, ran);
      const outlook = findOutlook({
        ...learner,
        checksDelivered: 0,
        checksAnswered: 0,
        ranSeconds: ran,
        remainingSeconds: left,
        presentSeconds,
        minimumSharePercent: share,
      });
      const reaches = (presentSeconds + left) * 100 >= (ran + left) * share;
      expect(outlook === 'out_of_reach').toBe(!reaches);
    }),
  );
});

test('what is left of the plan is shared among the topics to come, and past it nothing is', () => {
  const nowMs = Date.UTC(2021, 8, 28, 2);
  const plannedEndMs = nowMs + 60 * 60_000;
  expect(expectRemainingSeconds({ nowMs, plannedEndMs, topicsToCome: 1 })).toBe(minutes(30));
  expect(expectRemainingSeconds({ nowMs, plannedEndMs, topicsToCome: 0 })).toBe(minutes(60));
  expect(expectRemainingSeconds({ nowMs: plannedEndMs + 1, plannedEndMs, topicsToCome: 0 })).toBe(0);
});
