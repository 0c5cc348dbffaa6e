import { z } from 'zod';
import { isoTime } from './fields.ts';
import { limits } from './limits.ts';

/**
 * How long before it was sent something was written: by the page's own clocks, never a time of day, for a phone's clock may be an hour
 * off. Left out of what is sent at once.
 */
export const writtenAgo = z.strictObject({
  ms: z.number().int().min(0).max(limits.writtenAgoMaxMs),
  /** The page was opened anew meanwhile, so that only the phone's clock could tell. */
  rough: z.boolean(),
});
export type WrittenAgo = z.infer<typeof writtenAgo>;

/** When something was written that could only be sent later; null where both are one. */
export const writtenTime = z.object({ at: isoTime, rough: z.boolean() }).nullable();
export type WrittenTime = z.infer<typeof writtenTime>;
