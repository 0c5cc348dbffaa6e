import { expect, it } from 'vitest';
import { defaultRule, findRuleChanges, isSameRule, toCanonicalRule } from './attendance-rule.ts';

it('a rule is one text, in whatever order its figures were written', () => {
  const backwards = Object.fromEntries(Object.entries(defaultRule).reverse()) as typeof defaultRule;
  expect(toCanonicalRule(backwards)).toBe(toCanonicalRule(defaultRule));
  expect(isSameRule(backwards, defaultRule)).toBe(true);
});

it('what differs between two rules is named', () => {
  const changed = { ...defaultRule, minimumSharePercent: 70, testScorePercent: 50 };
  expect(findRuleChanges(defaultRule, changed)).toEqual(['minimumSharePercent', 'testScorePercent']);
});
