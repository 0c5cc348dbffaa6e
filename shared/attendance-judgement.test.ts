import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  correctionOutcomes,
  findChecksNeeded,
  findSecondsNeeded,
  findTopicsNeeded,
  judgeSeries,
  judgeTopic,
  type TopicEvidence,
  topicStatuses,
} from './attendance-judgement.ts';
import { defaultRule as rule } from './attendance-rule.ts';

const minutes = (count: number): number => count * 60;
const noChecks = { shown: 0, delivered: 0, answered: 0 };

/** A topic of 90 minutes of which all is as good as can be, but for what the test is about. */
const judge = (evidence: Partial<TopicEvidence> = {}) =>
  judgeTopic({
    rule,
    topicSeconds: minutes(90),
    presentSeconds: minutes(90),
    checks: { shown: 4, delivered: 4, answered: 4 },
    ...evidence,
  });

describe('the time', () => {
  it('of a topic of 90 minutes must be 72 minutes, and not a second less', () => {
    expect(findSecondsNeeded(rule, minutes(90))).toBe(minutes(72));
    expect(judge({ presentSeconds: minutes(72) }).status).toBe('passed');
    expect(judge({ presentSeconds: minutes(72) - 1 }).status).toBe('too_short');
  });

  it('that does not come out even is asked for in full', () => {
    expect(findSecondsNeeded(rule, 101)).toBe(81);
  });
});

describe('the checks', () => {
  it('are three of four, and two of three: three quarters, rounded down', () => {
    expect(findChecksNeeded(rule, { shown: 4, delivered: 4, answered: 0 })).toBe(3);
    expect(findChecksNeeded(rule, { shown: 3, delivered: 3, answered: 0 })).toBe(2);
    expect(judge({ checks: { shown: 3, delivered: 3, answered: 2 } }).status).toBe('passed');
    expect(judge({ checks: { shown: 3, delivered: 3, answered: 1 } }).status).toBe('too_few_checks');
  });

  it('that reached nobody’s device neither help nor hurt', () => {
    expect(judge({ checks: { shown: 4, delivered: 2, answered: 1 } }).status).toBe('passed');
  });

  it('ask for one answer at the least, where any were asked', () => {
    expect(judge({ checks: { shown: 4, delivered: 1, answered: 0 } }).status).toBe('too_few_checks');
    expect(judge({ checks: { shown: 4, delivered: 0, answered: 0 } }).status).toBe('too_few_checks');
  });

  it('ask for nothing where none was asked', () => {
    expect(judge({ checks: noChecks }).status).toBe('passed');
  });
});

describe('the status', () => {
  it('names the time before the checks, and says all that is missing', () => {
    const short = judge({ presentSeconds: minutes(10), checks: { shown: 4, delivered: 4, answered: 0 } });
    expect(short).toMatchObject({ status: 'too_short', missing: ['time', 'checks'] });
  });

  it('is absent for whoever never came, and nothing yet in a topic that was not taught', () => {
    expect(judge({ presentSeconds: 0, checks: noChecks }).status).toBe('absent');
    expect(judge({ topicSeconds: 0, presentSeconds: 0, checks: noChecks }).status).toBe('not_held');
  });

  it('is one’s own presence before a hall, and a hall before a code that was entered', () => {
    const viewer = { shown: 4, entered: 3 };
    expect(judge({ hall: true, viewer }).status).toBe('passed');
    expect(judge({ presentSeconds: 0, hall: true, viewer }).status).toBe('in_hall');
    expect(judge({ presentSeconds: 0, viewer })).toMatchObject({ status: 'external', counts: false });
    expect(judge({ presentSeconds: 0, viewer: { shown: 4, entered: 2 } }).status).toBe('absent');
    expect(judge({ presentSeconds: 0, viewer: { shown: 0, entered: 0 } }).status).toBe('absent');
  });

  it('is what staff decided, whatever the record says, and still says what the record lacks', () => {
    expect(judge({ presentSeconds: 0, correction: 'confirmed_by_hand' })).toMatchObject({
      status: 'confirmed_by_hand',
      counts: true,
      missing: ['time'],
    });
    expect(judge({ correction: 'absent' })).toMatchObject({ status: 'absent', counts: false });
    expect(judge({ correction: 'excused' })).toMatchObject({ status: 'excused', counts: false });
  });
});

describe('the certificate', () => {
  const passed = { counts: true };
  const failed = { counts: false };

  it('takes nine of eleven topics', () => {
    expect(findTopicsNeeded(rule, 11)).toBe(9);
    const nine = [...Array(9).fill(passed), failed, failed];
    expect(judgeSeries(rule, nine)).toEqual({
      topicsPassed: 9,
      topicsNeeded: 9,
      qualifies: true,
      reasons: [],
    });
    expect(judgeSeries(rule, [...nine.slice(1), failed])).toMatchObject({
      qualifies: false,
      reasons: ['topics'],
    });
  });

  it('takes the test where the rule has one, and tells one that is missing from one that is too low', () => {
    const withTest = { ...rule, testScorePercent: 50 };
    expect(judgeSeries(withTest, [passed]).reasons).toEqual(['test_missing']);
    expect(judgeSeries(withTest, [passed], { testScorePercent: 49.5 }).reasons).toEqual(['test']);
    expect(judgeSeries(withTest, [passed], { testScorePercent: 50 }).qualifies).toBe(true);
    expect(judgeSeries(rule, [passed], { testScorePercent: 0 }).qualifies).toBe(true);
  });

  it('is nobody’s in a series without topics', () => {
    expect(judgeSeries(rule, []).qualifies).toBe(false);
  });
});

describe('whatever the figures', () => {
  const anyRule = fc.record({
    minimumSharePercent: fc.integer({ min: 1, max: 100 }),
    checkSharePercent: fc.integer({ min: 1, max: 100 }),
    externalViewersCount: fc.boolean(),
  });
  const anyEvidence = fc
    .record({
      topicSeconds: fc.integer({ min: 0, max: 30_000 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      shown: fc.integer({ min: 0, max: 30 }),
      deliveredShare: fc.double({ min: 0, max: 1, noNaN: true }),
      answeredShare: fc.double({ min: 0, max: 1, noNaN: true }),
      correction: fc.option(fc.constantFrom(...correctionOutcomes)),
      hall: fc.boolean(),
    })
    .map(({ topicSeconds, share, shown, deliveredShare, answeredShare, correction, hall }) => {
      const delivered = Math.floor(shown * deliveredShare);
      return {
        topicSeconds,
        presentSeconds: Math.floor(topicSeconds * share),
        checks: { shown, delivered, answered: Math.floor(delivered * answeredShare) },
        correction,
        hall,
      };
    });

  it('somebody has one status, and counts as having passed only with those that do', () => {
    fc.assert(
      fc.property(anyRule, anyEvidence, (figures, evidence) => {
        const { status, counts } = judgeTopic({ rule: { ...rule, ...figures }, ...evidence });
        expect(topicStatuses).toContain(status);
        expect(counts).toBe(['passed', 'confirmed_by_hand', 'in_hall'].includes(status));
      }),
    );
  });

  it('more time and more answers never make it worse', () => {
    fc.assert(
      fc.property(anyRule, anyEvidence, fc.nat(5_000), fc.nat(5), (figures, evidence, seconds, answers) => {
        const judged = { rule: { ...rule, ...figures }, ...evidence };
        const better = judgeTopic({
          ...judged,
          presentSeconds: Math.min(evidence.topicSeconds, evidence.presentSeconds + seconds),
          checks: {
            ...evidence.checks,
            answered: Math.min(evidence.checks.delivered, evidence.checks.answered + answers),
          },
        });
        if (judgeTopic(judged).counts) expect(better.counts).toBe(true);
      }),
    );
  });

  it('a stricter rule never passes whom a milder one did not', () => {
    fc.assert(
      fc.property(anyRule, anyRule, anyEvidence, (left, right, evidence) => {
        const milder = {
          ...rule,
          minimumSharePercent: Math.min(left.minimumSharePercent, right.minimumSharePercent),
          checkSharePercent: Math.min(left.checkSharePercent, right.checkSharePercent),
        };
        const stricter = {
          ...rule,
          minimumSharePercent: Math.max(left.minimumSharePercent, right.minimumSharePercent),
          checkSharePercent: Math.max(left.checkSharePercent, right.checkSharePercent),
        };
        if (judgeTopic({ rule: stricter, ...evidence }).counts) {
          expect(judgeTopic({ rule: milder, ...evidence }).counts).toBe(true);
        }
      }),
    );
  });

  it('whoever was there all the time and answered everything has passed', () => {
    fc.assert(
      fc.property(anyRule, fc.integer({ min: 1, max: 30_000 }), fc.nat(30), (figures, seconds, shown) => {
        const checks = { shown, delivered: shown, answered: shown };
        expect(
          judgeTopic({
            rule: { ...rule, ...figures },
            topicSeconds: seconds,
            presentSeconds: seconds,
            checks,
          }).status,
        ).toBe('passed');
      }),
    );
  });
});
