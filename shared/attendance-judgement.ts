import type { AttendanceRule } from './attendance-rule.ts';

/**
 * What the rule makes of the record: a pure function of figures, so that whoever holds the rule and the record comes to the same result.
 */

export const topicStatuses = [
  'passed',
  'too_short',
  'too_few_checks',
  'absent',
  'excused',
  'confirmed_by_hand',
  'in_hall',
  'external',
  /** The topic has not been taught yet. */
  'not_held',
] as const;
export type TopicStatus = (typeof topicStatuses)[number];

/** What staff may put in place of what the record comes to. */
export const correctionOutcomes = ['confirmed_by_hand', 'excused', 'absent'] as const;
export type CorrectionOutcome = (typeof correctionOutcomes)[number];

export interface CheckCounts {
  /** Asked in this topic, of anybody. */
  shown: number;
  /** Of these, reached this person's device. */
  delivered: number;
  answered: number;
}

export interface TopicEvidence {
  /** How long the topic was taught so far. */
  topicSeconds: number;
  presentSeconds: number;
  checks: CheckCounts;
  /** The correction that is in force. */
  correction?: CorrectionOutcome | null;
  /** Named on the attested list of a hall for this topic. */
  hall?: boolean;
  /** Of the codes that were shown in the picture to viewers elsewhere, how many this person entered. */
  viewer?: { shown: number; entered: number } | null;
}

export type Missing = 'time' | 'checks';

export interface TopicJudgement {
  status: TopicStatus;
  /** Whether it counts towards the certificate. */
  counts: boolean;
  secondsNeeded: number;
  checksNeeded: number;
  /** What the record alone falls short in, whatever was decided about it. */
  missing: Missing[];
}

export function judgeTopic({ rule, ...evidence }: TopicEvidence & { rule: AttendanceRule }): TopicJudgement {
  const { topicSeconds, presentSeconds, checks } = evidence;
  const secondsNeeded = findSecondsNeeded(rule, topicSeconds);
  const checksNeeded = findChecksNeeded(rule, checks);
  const missing: Missing[] = [];
  if (presentSeconds < secondsNeeded || presentSeconds === 0) missing.push('time');
  if (checks.answered < checksNeeded) missing.push('checks');
  const status = findStatus({ rule, ...evidence, missing });
  return { status, counts: doesCount(rule, status), secondsNeeded, checksNeeded, missing };
}

/** Rounded up: 80 % of 90 minutes are 72 minutes and not a second less. */
export function findSecondsNeeded(rule: AttendanceRule, topicSeconds: number): number {
  return Math.ceil((topicSeconds * rule.minimumSharePercent) / 100);
}

/**
 * Of those that reached the person, rounded down: of three, 75 % are two. What did not reach them neither helps nor hurts; but where checks
 * were asked at all, one answer is the least that shows somebody was there.
 */
export function findChecksNeeded(rule: AttendanceRule, { shown, delivered }: CheckCounts): number {
  if (shown === 0 && delivered === 0) return 0;
  return Math.max(1, Math.floor((delivered * rule.checkSharePercent) / 100));
}

/** A decision stands above the record, and the person's own presence above whatever stands in for it. */
function findStatus({
  rule,
  topicSeconds,
  presentSeconds,
  correction,
  hall,
  viewer,
  missing,
}: TopicEvidence & { rule: AttendanceRule; missing: Missing[] }): TopicStatus {
  if (correction) return correction;
  if (topicSeconds === 0) return 'not_held';
  if (missing.length === 0) return 'passed';
  if (hall) return 'in_hall';
  if (viewer && isViewer(rule, viewer)) return 'external';
  if (presentSeconds === 0) return 'absent';
  return missing.includes('time') ? 'too_short' : 'too_few_checks';
}

function isViewer(rule: AttendanceRule, { shown, entered }: { shown: number; entered: number }): boolean {
  return entered >= findChecksNeeded(rule, { shown, delivered: shown, answered: entered }) && entered > 0;
}

/** Towards the certificate. */
export function doesCount(rule: Pick<AttendanceRule, 'externalViewersCount'>, status: TopicStatus): boolean {
  switch (status) {
    case 'passed':
    case 'confirmed_by_hand':
    case 'in_hall':
      return true;
    case 'external':
      return rule.externalViewersCount;
    case 'too_short':
    case 'too_few_checks':
    case 'absent':
    // Known not to be at fault, and yet not taught.
    case 'excused':
    case 'not_held':
      return false;
  }
}

export type SeriesReason = 'topics' | 'test' | 'test_missing';

export interface SeriesJudgement {
  topicsPassed: number;
  topicsNeeded: number;
  qualifies: boolean;
  /** Why not; empty for whoever qualifies. */
  reasons: SeriesReason[];
}

/** Of all topics of the series, those that are still to come included: nobody qualifies before enough of it was taught. */
export function judgeSeries(
  rule: AttendanceRule,
  topics: readonly Pick<TopicJudgement, 'counts'>[],
  { testScorePercent = null }: { testScorePercent?: number | null } = {},
): SeriesJudgement {
  const topicsPassed = topics.reduce((sum, { counts }) => sum + (counts ? 1 : 0), 0);
  const topicsNeeded = findTopicsNeeded(rule, topics.length);
  const reasons: SeriesReason[] = [];
  if (topicsPassed < topicsNeeded) reasons.push('topics');
  if (rule.testScorePercent !== null) {
    if (testScorePercent === null) reasons.push('test_missing');
    else if (testScorePercent < rule.testScorePercent) reasons.push('test');
  }
  return { topicsPassed, topicsNeeded, qualifies: reasons.length === 0, reasons };
}

/** Rounded up: 80 % of 11 topics are 9. A series without a topic certifies nothing. */
export function findTopicsNeeded(rule: AttendanceRule, topicCount: number): number {
  return Math.max(1, Math.ceil((topicCount * rule.topicsNeededPercent) / 100));
}
