import { z } from 'zod';
import { defineNews, defineRequest } from '../contract.ts';
import { clientId, id, isoTime, line } from '../fields.ts';
import { limits } from '../limits.ts';

/** The one countdown of a room. It runs to `endsAt` by the server's clock, or stands still with `remainingMs` to go. */
export const timerDto = z.object({
  timerId: id,
  /** What it is for, as staff wrote it; may be empty. */
  label: z.string(),
  /** How long it runs in all, with the minutes that were added. */
  seconds: z.number().int(),
  endsAt: isoTime.nullable(),
  remainingMs: z.number().int().nullable(),
});
export type TimerDto = z.infer<typeof timerDto>;

const seconds = z.number().int().min(limits.timerSecondsMin).max(limits.timerSecondsMax);
const timerNow = z.object({ timer: timerDto.nullable() });

/** A new one takes the place of the last. `clientId` becomes its id, so that a repeat starts nothing. */
export const startTimer = defineRequest({
  name: 'timer:start',
  may: 'timer.set',
  rate: 'write',
  input: z.strictObject({ clientId, seconds, label: line(limits.timerLabelMax, 0) }),
  output: timerNow,
});

export const pauseTimer = defineRequest({
  name: 'timer:pause',
  may: 'timer.set',
  rate: 'write',
  input: z.strictObject({ timerId: id, paused: z.boolean() }),
  output: timerNow,
});

/** Says how long it should be in all, not how much to add: a repeat changes nothing. */
export const extendTimer = defineRequest({
  name: 'timer:extend',
  may: 'timer.set',
  rate: 'write',
  input: z.strictObject({ timerId: id, seconds }),
  output: timerNow,
});

export const stopTimer = defineRequest({
  name: 'timer:stop',
  may: 'timer.set',
  rate: 'write',
  input: z.strictObject({ timerId: id }),
  output: timerNow,
});

export const timerChanged = defineNews('timer:changed', timerNow);
