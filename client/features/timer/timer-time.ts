import type { TimerDto } from '#shared/features/timer.ts';

/** Whole seconds to go, as a clock shows them: the last one is over when it turns to zero. */
export function secondsLeft({ endsAt, remainingMs }: TimerDto, nowMs: number): number {
  const leftMs = endsAt === null ? (remainingMs ?? 0) : Date.parse(endsAt) - nowMs;
  return Math.max(0, Math.ceil(leftMs / 1_000));
}

/** Minutes and seconds, also beyond an hour: `75:00` says more to a class than `1:15:00`. */
export function toClock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

export type TimerMoment = 'start' | 'minute' | 'over';

/**
 * What is said aloud between two looks at a countdown: that it began, that a minute is left, that it is over, and nothing else.
 * @param before undefined at the first look: whoever comes in late hears nothing of what was before
 */
export function momentBetween(
  before: { timerId: string; left: number } | undefined,
  now: { timerId: string; left: number; isStanding: boolean },
): TimerMoment | undefined {
  if (!before) return undefined;
  if (before.timerId !== now.timerId) return now.left > 0 ? 'start' : undefined;
  if (now.isStanding) return undefined;
  if (before.left > 0 && now.left === 0) return 'over';
  return before.left > 60 && now.left <= 60 ? 'minute' : undefined;
}
