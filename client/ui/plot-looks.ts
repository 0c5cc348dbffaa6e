/** Colours of pictures: the theme's own, so that they are right in light and dark and on paper. */
export const inks = {
  grid: 'var(--rule)',
  line: 'var(--accent)',
  area: 'var(--accent-soft)',
  text: 'var(--ink-soft)',
  strong: 'var(--ink)',
  danger: 'var(--danger)',
  dangerSoft: 'var(--danger-soft)',
  successSoft: 'var(--success-soft)',
  warning: 'var(--warning-ink)',
  warningSoft: 'var(--warning-soft)',
  paper: 'var(--paper)',
} as const;

const MINUTE_MS = 60_000;
/** Steps that a clock's face knows; each divides an hour or a day. */
const stepMinutes = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1_440];
/** A time is some 45 px wide; closer than this they run together. */
const TICK_EVERY_PX = 80;

/** Full minutes between two moments, as many as have room on the width. */
export function timeTicks(from: Date | undefined, to: Date | undefined, width: number): { ticks: Date[] } {
  if (!from || !to) return { ticks: [] };
  const spanMs = Math.max(MINUTE_MS, to.getTime() - from.getTime());
  const most = Math.max(1, Math.floor(width / TICK_EVERY_PX));
  const step = stepMinutes.find((minutes) => spanMs / (minutes * MINUTE_MS) <= most) ?? 1_440;
  const stepMs = step * MINUTE_MS;
  const ticks: Date[] = [];
  for (let atMs = Math.ceil(from.getTime() / stepMs) * stepMs; atMs <= to.getTime(); atMs += stepMs) {
    ticks.push(new Date(atMs));
  }
  return { ticks };
}
