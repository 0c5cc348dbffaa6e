/**
 * By what an organiser judges attendance: figures that are said before the series begins, and stand from its first session on.
 * A later change is a new version with a reason; what the earlier one would have made of the record stays visible.
 */
export interface AttendanceRule {
  /** Of a topic's time, how much somebody must be present. */
  minimumSharePercent: number;
  /** A shorter absence is none: a phone that changes networks, a call, a page loaded anew. */
  bridgedGapSeconds: number;
  /** Presence checks asked at random in 50 minutes of a topic; 0: none are asked. */
  checksPer50Minutes: number;
  checkOpenSeconds: number;
  /** Of the checks that reached somebody, how many they must answer; rounded down, and one at the least. */
  checkSharePercent: number;
  /** Whether a topic watched later counts, and in how many topics at most. */
  replayCounts: boolean;
  replayTopicsMax: number;
  /** Whether viewers on other channels who entered the codes in the picture count as having passed. */
  externalViewersCount: boolean;
  /** Of all topics of the series, how many must be passed for a certificate; rounded up. */
  topicsNeededPercent: number;
  /** What the final test must reach; null: there is none. */
  testScorePercent: number | null;
  /** Days after the end of a session in which a learner may object to its record. */
  objectionDays: number;
}

/**
 * Four fifths of the time, and three checks in 50 minutes with three quarters answered, are what comparable programmes ask; two minutes
 * bridge what happens to a phone without anybody's decision: it changes networks, a call comes in, its page or the server is started again. It is the figure of
 * the OCOP programme as well. It applies to what is counted, never to what is recorded.
 */
export const defaultRule: AttendanceRule = {
  minimumSharePercent: 80,
  bridgedGapSeconds: 120,
  checksPer50Minutes: 3,
  checkOpenSeconds: 240,
  checkSharePercent: 75,
  replayCounts: false,
  replayTopicsMax: 0,
  externalViewersCount: false,
  topicsNeededPercent: 80,
  testScorePercent: null,
  objectionDays: 7,
};

export type RuleFigure = {
  [Name in keyof AttendanceRule]: AttendanceRule[Name] extends number | null ? Name : never;
}[keyof AttendanceRule];

/** What a figure may be; the form and the server ask the same table. */
export const ruleBounds: Record<RuleFigure, { min: number; max: number }> = {
  minimumSharePercent: { min: 1, max: 100 },
  /** Longer than a quarter of an hour is not a line that broke but somebody who went. */
  bridgedGapSeconds: { min: 0, max: 900 },
  /** One in five minutes; more often is a nuisance and proves nothing more. */
  checksPer50Minutes: { min: 0, max: 10 },
  /** Three to five minutes: nobody can miss one of which less than a minute is left once it has reached them; and a long one is no moment any more. */
  checkOpenSeconds: { min: 180, max: 300 },
  checkSharePercent: { min: 1, max: 100 },
  /** As many as a series may have topics. */
  replayTopicsMax: { min: 0, max: 100 },
  topicsNeededPercent: { min: 1, max: 100 },
  testScorePercent: { min: 1, max: 100 },
  objectionDays: { min: 1, max: 60 },
};

/** What a figure of a rule that is kept may be: whatever it once could. */
export const keptRuleBounds: typeof ruleBounds = { ...ruleBounds, checkOpenSeconds: { min: 60, max: 900 } };

const names = Object.keys(defaultRule).sort() as (keyof AttendanceRule)[];

/** One text for one rule, whatever the order in which it was written down: this is what its hash is taken of. */
export function toCanonicalRule(rule: AttendanceRule): string {
  return JSON.stringify(Object.fromEntries(names.map((name) => [name, rule[name]])));
}

export function isSameRule(left: AttendanceRule, right: AttendanceRule): boolean {
  return toCanonicalRule(left) === toCanonicalRule(right);
}

/** The names of those figures in which two rules differ. */
export function findRuleChanges(before: AttendanceRule, after: AttendanceRule): (keyof AttendanceRule)[] {
  return names.filter((name) => before[name] !== after[name]);
}
