import { type AttendanceRule, type RuleFigure, ruleBounds } from '#shared/attendance-rule.ts';

/** A rule as it is typed: figures are text until they are right. */
export type RuleDraft = Record<RuleFigure, string> & {
  wantsTest: boolean;
  replayCounts: boolean;
  externalViewersCount: boolean;
};

/** Offered where a test is asked for and none was: half of what can be reached, as in the training of officials. */
const USUAL_TEST_PERCENT = 50;

export function toDraft(rule: AttendanceRule): RuleDraft {
  return {
    minimumSharePercent: String(rule.minimumSharePercent),
    bridgedGapSeconds: String(rule.bridgedGapSeconds),
    checksPer50Minutes: String(rule.checksPer50Minutes),
    checkOpenSeconds: String(rule.checkOpenSeconds),
    checkSharePercent: String(rule.checkSharePercent),
    replayTopicsMax: String(rule.replayTopicsMax),
    topicsNeededPercent: String(rule.topicsNeededPercent),
    testScorePercent: String(rule.testScorePercent ?? USUAL_TEST_PERCENT),
    objectionDays: String(rule.objectionDays),
    wantsTest: rule.testScorePercent !== null,
    replayCounts: rule.replayCounts,
    externalViewersCount: rule.externalViewersCount,
  };
}

/** The figures that are no whole numbers within their bounds. */
export function findWrongFigures(draft: RuleDraft): RuleFigure[] {
  return (Object.keys(ruleBounds) as RuleFigure[]).filter((name) => {
    const value = toNumber(draft[name]);
    return value === undefined || value < ruleBounds[name].min || value > ruleBounds[name].max;
  });
}

/** With `fallback` in place of every figure that is wrong: what is typed halfway is not shown halfway. */
export function toRule(draft: RuleDraft, fallback: AttendanceRule): AttendanceRule {
  const wrong = findWrongFigures(draft);
  const figure = <Name extends RuleFigure>(name: Name): number =>
    wrong.includes(name) ? (fallback[name] ?? USUAL_TEST_PERCENT) : Number(draft[name]);
  return {
    minimumSharePercent: figure('minimumSharePercent'),
    bridgedGapSeconds: figure('bridgedGapSeconds'),
    checksPer50Minutes: figure('checksPer50Minutes'),
    checkOpenSeconds: figure('checkOpenSeconds'),
    checkSharePercent: figure('checkSharePercent'),
    replayCounts: draft.replayCounts,
    replayTopicsMax: figure('replayTopicsMax'),
    externalViewersCount: draft.externalViewersCount,
    topicsNeededPercent: figure('topicsNeededPercent'),
    testScorePercent: draft.wantsTest ? figure('testScorePercent') : null,
    objectionDays: figure('objectionDays'),
  };
}

function toNumber(text: string): number | undefined {
  return /^\d{1,6}$/u.test(text.trim()) ? Number(text) : undefined;
}
