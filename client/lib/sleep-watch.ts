/** Finer than anybody notices, and next to nothing for a battery. */
const TICK_MS = 5_000;
/** A busy page, or a hidden one whose timers are slowed down to one a minute, is no sleeping device. */
const LATE_MS = 75_000;
/** On a page in front timers are never this late. */
const LATE_IN_FRONT_MS = 12_000;

export interface Clocks {
  /** Goes on while the device sleeps, and may be set. */
  wallMs: number;
  /** Stands still on most devices while they sleep. */
  pageMs: number;
  isHidden: boolean;
}

/** Whether the device slept, or the page was frozen, between two ticks: by whichever clock went on meanwhile. */
export function hasSlept(before: Clocks, now: Clocks): boolean {
  const passedMs = Math.max(now.wallMs - before.wallMs, now.pageMs - before.pageMs);
  const isInFront = !before.isHidden && !now.isHidden;
  return passedMs - TICK_MS > (isInFront ? LATE_IN_FRONT_MS : LATE_MS);
}

/** Calls back when timers had stopped and run again: no event tells of a closed lid. Returns how to stop watching. */
export function onWoken(listener: () => void): () => void {
  let last = readClocks();
  const timer = setInterval(() => {
    const now = readClocks();
    if (hasSlept(last, now)) listener();
    last = now;
  }, TICK_MS);
  // Chromium says when it froze a page, and when it goes on.
  document.addEventListener('resume', listener);
  return () => {
    clearInterval(timer);
    document.removeEventListener('resume', listener);
  };
}

function readClocks(): Clocks {
  return { wallMs: Date.now(), pageMs: performance.now(), isHidden: document.hidden };
}
