/** Since the tap that joined, in milliseconds; null until it has happened. What `window.lecternStats()` and the join bench read. */
export interface FirstTimes {
  firstFrameMs: number | null;
  firstSoundMs: number | null;
}

let joinedAtMs = performance.now();
const times: FirstTimes = { firstFrameMs: null, firstSoundMs: null };

export function noteJoinTap(): void {
  joinedAtMs = performance.now();
  times.firstFrameMs = null;
  times.firstSoundMs = null;
}

export function noteFirst(what: keyof FirstTimes): void {
  times[what] ??= Math.round(performance.now() - joinedAtMs);
}

export function firstTimes(): FirstTimes {
  return { ...times };
}
