/** The limit is counted in this many steps, so that it may be late by a tenth, never early. */
const stepsPerLimit = 10;

export type WatchForSilenceOptions = {
  limitMs: number;
  /** Something that identifies the call that has waited longest; undefined when nothing waits. */
  getOldestCall(): unknown;
  onSilence(): void;
};

/**
 * Calls `onSilence` once when one and the same call has waited for `limitMs`.
 *
 * Steps are counted, not clocks compared: a process that was stopped, or whose event loop was held up, did not
 * listen in that time, and the database must not die for it.
 */
export function watchForSilence({ limitMs, getOldestCall, onSilence }: WatchForSilenceOptions): {
  stop(): void;
} {
  let watched: unknown;
  let stepsSilent = 0;

  const timer = setInterval(() => {
    const oldest = getOldestCall();
    stepsSilent = oldest !== undefined && oldest === watched ? stepsSilent + 1 : 0;
    watched = oldest;
    if (stepsSilent < stepsPerLimit) return;
    clearInterval(timer);
    onSilence();
  }, limitMs / stepsPerLimit);
  timer.unref();

  return { stop: () => clearInterval(timer) };
}
