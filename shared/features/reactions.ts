import { z } from 'zod';
import { defineNews, defineRequest } from '../contract.ts';
import { nothing } from '../fields.ts';
import { reactionKinds } from '../reaction-kinds.ts';

export const reactionCounts = z.partialRecord(z.enum(reactionKinds), z.number().int().positive());
export type ReactionCounts = z.infer<typeof reactionCounts>;

/** One tap. It is not kept: what matters is how many there are just now. */
export const sendReaction = defineRequest({
  name: 'reaction:send',
  may: 'reaction.send',
  rate: 'reaction',
  input: z.strictObject({ kind: z.enum(reactionKinds) }),
  output: nothing,
});

/** To everybody, in passing: how many came since the last time. Whoever is away misses it for good. */
export const reactionsCounted = defineNews('reaction:counted', z.object({ counts: reactionCounts }));
