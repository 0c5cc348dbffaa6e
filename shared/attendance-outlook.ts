/**
 * What can still become of somebody in the topic that runs: told while it can be helped. It is a forecast, by the time at which the topic is expected to end,
 * and decides nothing; the judgement does, afterwards.
 */
export interface OutlookOf {
  /** How long the topic has run so far, and how much longer it is expected to. */
  ranSeconds: number;
  remainingSeconds: number;
  presentSeconds: number;
  minimumSharePercent: number;
  /** Presence checks that reached them and are over, or that they answered; 0 where none were asked. */
  checksDelivered: number;
  checksAnswered: number;
  checkSharePercent: number;
}

export const outlooks = ['out_of_reach', 'every_minute', 'missed_checks', 'fair'] as const;
export type Outlook = (typeof outlooks)[number];

/** Less than this left to spare is nothing: one reload of a page on a slow line costs as much. */
const SPARE_MIN_SECONDS = 120;

export function findOutlook(learner: OutlookOf): Outlook {
  const { ranSeconds, remainingSeconds, presentSeconds, minimumSharePercent } = learner;
  const needed = Math.ceil(((ranSeconds + remainingSeconds) * minimumSharePercent) / 100);
  const spare = presentSeconds + remainingSeconds - needed;
  if (spare < 0) return 'out_of_reach';
  if (presentSeconds < needed && spare < SPARE_MIN_SECONDS) return 'every_minute';
  return hasMissedTooMany(learner) ? 'missed_checks' : 'fair';
}

/** More missed than may be by the end, if no other comes: the next ones can make up for it. */
function hasMissedTooMany({ checksDelivered, checksAnswered, checkSharePercent }: OutlookOf): boolean {
  if (checksDelivered === 0) return false;
  return checksAnswered < Math.max(1, Math.floor((checksDelivered * checkSharePercent) / 100));
}

export interface ProgrammeNow {
  nowMs: number;
  plannedEndMs: number;
  /** How many topics of the session have not begun. */
  topicsToCome: number;
}

/** What is left of the planned time, in equal parts for the topic that runs and those to come. Past the plan: nothing is known to be left. */
export function expectRemainingSeconds({ nowMs, plannedEndMs, topicsToCome }: ProgrammeNow): number {
  return Math.max(0, Math.floor((plannedEndMs - nowMs) / 1_000 / (topicsToCome + 1)));
}
