import { expect, it } from 'vitest';
import { defaultRule } from '#shared/attendance-rule.ts';
import { findWrongFigures, toDraft, toRule } from './rule-draft.ts';

it('a rule that is only looked at stays as it is', () => {
  expect(toRule(toDraft(defaultRule), defaultRule)).toEqual(defaultRule);
  const withTest = { ...defaultRule, testScorePercent: 70 };
  expect(toRule(toDraft(withTest), defaultRule)).toEqual(withTest);
});

it('a figure that is no whole number, or out of its bounds, is named', () => {
  const draft = {
    ...toDraft(defaultRule),
    minimumSharePercent: '101',
    checkOpenSeconds: '2,5',
    objectionDays: '',
  };
  expect(findWrongFigures(draft)).toEqual(['minimumSharePercent', 'checkOpenSeconds', 'objectionDays']);
  expect(toRule(draft, defaultRule)).toEqual(defaultRule);
});

it('a check that no learner could miss is not taken, and an earlier rule that has one is asked to change', () => {
  const earlier = toDraft({ ...defaultRule, checkOpenSeconds: 60 });
  expect(findWrongFigures(earlier)).toEqual(['checkOpenSeconds']);
  expect(findWrongFigures({ ...earlier, checkOpenSeconds: '180' })).toEqual([]);
});
