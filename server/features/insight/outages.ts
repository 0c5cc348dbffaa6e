import { clip, type Interval, unite } from '#server/features/attendance/presence-intervals.ts';

/** A page that changes networks is back within it; staff do not call that an outage. */
const OUTAGE_MIN_MS = 5_000;

export interface Outage extends Interval {
  of: 'server' | 'trainers';
  isGoingOn: boolean;
}

export interface FindOutagesOptions {
  /** Of every connection of anybody, staff included. */
  everybody: readonly Interval[];
  trainers: readonly Interval[];
  window: Interval;
  /** The session runs: the window's end is now. */
  isRunning: boolean;
}

/**
 * When a session went on without anybody (the server was away, or the line of the house) and when without a trainer. Before the first
 * has come it is not an outage but the beginning; and where nobody is left just now, they have left, for this server answers.
 */
export function findOutages({ everybody, trainers, window, isRunning }: FindOutagesOptions): Outage[] {
  const ofServer = findGaps(everybody, window, false);
  const ofTrainers = findGaps(trainers, window, isRunning).flatMap((gap) => subtract(gap, ofServer));
  return [
    ...ofServer.map((gap) => toOutage('server', gap)),
    ...ofTrainers.map((gap) => toOutage('trainers', gap)),
  ]
    .filter(({ startMs, endMs }) => endMs - startMs >= OUTAGE_MIN_MS)
    .sort((a, b) => a.startMs - b.startMs);

  function toOutage(of: Outage['of'], gap: Interval): Outage {
    return { of, ...gap, isGoingOn: isRunning && gap.endMs >= window.endMs };
  }
}

/** Whoever was alone and has left by the end of a session has left; while it runs, they are missed. */
function findGaps(intervals: readonly Interval[], window: Interval, isRunning: boolean): Interval[] {
  const present = clip(intervals, [window]);
  const gaps: Interval[] = [];
  for (const [index, { endMs }] of present.entries()) {
    const next = present[index + 1]?.startMs ?? (isRunning ? window.endMs : endMs);
    if (next > endMs) gaps.push({ startMs: endMs, endMs: next });
  }
  return gaps;
}

function subtract(gap: Interval, others: readonly Interval[]): Interval[] {
  const rest: Interval[] = [];
  let { startMs } = gap;
  for (const other of clip(unite(others), [gap])) {
    if (other.startMs > startMs) rest.push({ startMs, endMs: other.startMs });
    startMs = other.endMs;
  }
  if (gap.endMs > startMs) rest.push({ startMs, endMs: gap.endMs });
  return rest;
}
