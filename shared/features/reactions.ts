import { z } from 'zod';
import { defineNews, defineRequest } from '../contract.ts';
import { nothing } from '../fields.ts';

/** What a class says without words: well done, thank you, I can follow, I am lost, that is funny. */
export const reactionKinds = ['clap', 'heart', 'understood', 'lost', 'laugh'] as const;
export type ReactionKind = (typeof reactionKinds)[number];

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
