import { bridge, clip, type Interval, unite } from '#server/features/attendance/presence-intervals.ts';

export interface Gap extends Interval {
  /** The rule takes it for no absence. */
  isBridged: boolean;
}

/**
 * The holes between a person's connections, and whether the rule fills them: so that whoever follows a result to the ground sees what was counted
 * though nobody was connected. A connection without length proves a moment, so a hole is cut there.
 */
export function findGaps(connections: readonly Interval[], window: Interval, bridgedGapMs: number): Gap[] {
  const present = bridge(connections, bridgedGapMs);
  const connected = unite(connections);
  const gaps: Gap[] = [];
  for (const [at, { endMs }] of connected.entries()) {
    const next = connected[at + 1];
    if (!next) continue;
    for (const gap of clip([{ startMs: endMs, endMs: next.startMs }], [window])) {
      const isBridged = present.some((stay) => stay.startMs <= gap.startMs && stay.endMs >= gap.endMs);
      gaps.push({ ...gap, isBridged });
    }
  }
  return gaps;
}
