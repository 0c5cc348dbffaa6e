import { performance } from 'node:perf_hooks';

/** Wall time that never jumps: read once from the system, then carried on by the monotonic clock. */
export interface Clock {
  now(): Date;
  /** Milliseconds since an arbitrary point; for durations. */
  monotonicMs(): number;
}

export function createClock(): Clock {
  // A system clock that is corrected in mid-session must neither lengthen nor shorten anybody's attendance.
  const startedAtMs = Date.now() - performance.now();

  return {
    now: () => new Date(startedAtMs + performance.now()),
    monotonicMs: () => performance.now(),
  };
}
