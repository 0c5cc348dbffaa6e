import { clip, type Interval } from './presence-intervals.ts';

/** A chart on a wide screen shows no more, and a day's course still has a point every three minutes or so. */
export const AUDIENCE_POINTS_MAX = 200;

export interface AudiencePoint {
  atMs: number;
  learners: number;
}

export interface AudienceCurveOptions {
  /** One list for each person, united and bridged. */
  people: Iterable<Interval[]>;
  window: Interval;
}

/**
 * How many people were present, read at equal steps of whole seconds from the window's start to its end. The last point says who was
 * there just before the end: at the end itself nobody is, by definition.
 */
export function drawAudienceCurve({ people, window }: AudienceCurveOptions): AudiencePoint[] {
  const lengthMs = window.endMs - window.startMs;
  if (!(lengthMs > 0)) return [];

  const arrivals: number[] = [];
  const departures: number[] = [];
  for (const intervals of people) {
    for (const { startMs, endMs } of clip(intervals, [window])) {
      arrivals.push(startMs);
      departures.push(endMs);
    }
  }
  arrivals.sort((a, b) => a - b);
  departures.sort((a, b) => a - b);

  const stepMs = Math.max(1, Math.ceil(lengthMs / 1000 / (AUDIENCE_POINTS_MAX - 1))) * 1000;
  const points: AudiencePoint[] = [];
  let arrived = 0;
  let departed = 0;
  for (let atMs = window.startMs; atMs < window.endMs; atMs += stepMs) {
    while ((arrivals[arrived] ?? Infinity) <= atMs) arrived += 1;
    while ((departures[departed] ?? Infinity) <= atMs) departed += 1;
    points.push({ atMs, learners: arrived - departed });
  }
  const goneBefore = departures.filter((endMs) => endMs < window.endMs).length;
  points.push({ atMs: window.endMs, learners: arrivals.length - goneBefore });
  return points;
}
