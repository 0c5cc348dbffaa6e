/** What a rule counts by: the teaching hour of fifty minutes. */
const HOUR_MS = 50 * 60_000;
/** Whoever comes at the last moment has found their seat. */
const SETTLE_MS = 60_000;
/** A topic that begins when its session should be over is given at least this long. */
const EXPECTED_MIN_MS = 10 * 60_000;

export interface PlanRule {
  checksPer50Minutes: number;
  checkOpenSeconds: number;
}

/**
 * A topic's own time, breaks cut out, is cut into parts of one length, one check to each: a third of fifty minutes at most where the rule
 * wants three, and shorter where that is needed to give a short topic its share. A topic that takes longer than expected goes on
 * with parts of the same length.
 *
 * @param expectedMs how long the topic is likely to take, from its session's plan
 * @returns undefined where the rule wants no checks
 */
export function partLengthMs({ checksPer50Minutes }: PlanRule, expectedMs: number): number | undefined {
  if (checksPer50Minutes <= 0) return undefined;
  const partMaxMs = HOUR_MS / checksPer50Minutes;
  const likelyMs = Math.max(EXPECTED_MIN_MS, expectedMs);
  return Math.floor(likelyMs / Math.ceil(likelyMs / partMaxMs));
}

/** How long one that was planned stays open: never for more than half of its part, so that two never meet. */
export function openMs({ checkOpenSeconds }: PlanRule, partMs: number): number {
  return Math.min(checkOpenSeconds * 1_000, Math.floor(partMs / 2));
}

/** The part for which a check is to be planned next: never one that has had its own, and none that is over. */
export function nextPart({
  lastPart,
  elapsedMs,
  partMs,
}: {
  /** Undefined before the first. */
  lastPart: number | undefined;
  /** Of the topic's own time. */
  elapsedMs: number;
  partMs: number;
}): number {
  return Math.max((lastPart ?? -1) + 1, Math.floor(elapsedMs / partMs));
}

/**
 * After how much of the topic's time the check of a part is due: any moment of the part is as likely as another, as long as the check is
 * over before the part is. Of a part that has begun already, its rest.
 *
 * @param random from 0 up to, but not including, 1
 */
export function drawDueMs({
  part,
  partMs,
  openMs,
  elapsedMs,
  random,
}: {
  part: number;
  partMs: number;
  openMs: number;
  elapsedMs: number;
  random: () => number;
}): number {
  const startMs = part * partMs;
  const latestMs = startMs + partMs - openMs;
  const settleMs = part === 0 ? Math.min(SETTLE_MS, partMs - openMs) : 0;
  const earliestMs = Math.max(startMs + settleMs, Math.min(elapsedMs, latestMs));
  return Math.floor(earliestMs + random() * (latestMs - earliestMs));
}
