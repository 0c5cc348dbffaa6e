import type { Tone } from '#client/ui/tone.ts';
import type { TopicStatus } from '#shared/attendance-judgement.ts';

export const statusTones: Record<TopicStatus, Tone> = {
  passed: 'success',
  confirmed_by_hand: 'success',
  in_hall: 'success',
  external: 'accent',
  excused: 'neutral',
  not_held: 'neutral',
  too_short: 'warning',
  too_few_checks: 'warning',
  absent: 'danger',
};

/** Down, so that nobody reads a minute that the rule does not see. */
export function toMinutes(seconds: number): number {
  return Math.floor(seconds / 60);
}

/** Up: what is still missing is not less than it is. */
export function toMinutesNeeded(seconds: number): number {
  return Math.ceil(seconds / 60);
}
