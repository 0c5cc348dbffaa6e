/**
 * The arithmetic of attendance, on nothing but numbers. The record holds one interval per connection; tabs, devices and
 * reconnects of one person overlap in it as they like. Here they become the time that this person was present.
 */

/** From `startMs` up to, and without, `endMs`: milliseconds of the server's clock. */
export interface Interval {
  startMs: number;
  endMs: number;
}

/** All the time that lies in any of them: in order, apart from each other, none of them empty. */
export function unite(intervals: Iterable<Interval>): Interval[] {
  return bridge(intervals, 0);
}

/**
 * The same, with gaps of up to `gapMs` filled. An interval without length, a connection that broke off as it came, is no time by itself; but it
 * proves that the person was there at that moment, so a gap is measured to it. One with its end before its start (a clock set back between
 * two runs of the server) proves nothing.
 */
export function bridge(intervals: Iterable<Interval>, gapMs: number): Interval[] {
  const inOrder = [...intervals]
    .filter(({ startMs, endMs }) => endMs >= startMs)
    .sort((a, b) => a.startMs - b.startMs);

  const bridged: Interval[] = [];
  for (const { startMs, endMs } of inOrder) {
    const last = bridged.at(-1);
    if (last && startMs - last.endMs <= gapMs) last.endMs = Math.max(last.endMs, endMs);
    else bridged.push({ startMs, endMs });
  }
  return bridged.filter(({ startMs, endMs }) => endMs > startMs);
}

/** What of the intervals lies inside the windows. A topic that is taken up again has several. */
export function clip(intervals: Iterable<Interval>, windows: Iterable<Interval>): Interval[] {
  const left = unite(intervals);
  const right = unite(windows);
  const inside: Interval[] = [];
  let l = 0;
  let r = 0;
  while (true) {
    const interval = left[l];
    const window = right[r];
    if (!interval || !window) return inside;
    const startMs = Math.max(interval.startMs, window.startMs);
    const endMs = Math.min(interval.endMs, window.endMs);
    if (endMs > startMs) inside.push({ startMs, endMs });
    // The one that ends first meets nothing more.
    if (interval.endMs < window.endMs) l += 1;
    else r += 1;
  }
}

/** Whole seconds, rounded down once, at the end: nobody is given time by rounding, however often they reconnected. */
export function countSeconds(intervals: Iterable<Interval>): number {
  let totalMs = 0;
  for (const { startMs, endMs } of unite(intervals)) totalMs += endMs - startMs;
  return Math.floor(totalMs / 1000);
}
