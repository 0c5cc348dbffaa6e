// @ts-check
// The arithmetic of presence, a second time: whoever verifies has only this file.

/** @typedef {{ startMs: number, endMs: number }} Interval */

/** United, with gaps up to `gapMs` filled. @param {Interval[]} intervals @param {number} gapMs */
export function bridge(intervals, gapMs) {
  const inOrder = intervals
    .filter(({ startMs, endMs }) => endMs >= startMs)
    .sort((a, b) => a.startMs - b.startMs);
  /** @type {Interval[]} */
  const bridged = [];
  for (const { startMs, endMs } of inOrder) {
    const last = bridged.at(-1);
    if (last && startMs - last.endMs <= gapMs) last.endMs = Math.max(last.endMs, endMs);
    else bridged.push({ startMs, endMs });
  }
  return bridged.filter(({ startMs, endMs }) => endMs > startMs);
}

/** @param {Interval[]} intervals @param {Interval[]} windows */
export function clip(intervals, windows) {
  const inside = [];
  for (const interval of bridge(intervals, 0)) {
    for (const window of bridge(windows, 0)) {
      const startMs = Math.max(interval.startMs, window.startMs);
      const endMs = Math.min(interval.endMs, window.endMs);
      if (endMs > startMs) inside.push({ startMs, endMs });
    }
  }
  return inside;
}

/** @param {Interval[]} intervals */
export function countSeconds(intervals) {
  return Math.floor(
    bridge(intervals, 0).reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0) / 1000,
  );
}
