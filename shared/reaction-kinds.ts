/** What a class says without words: well done, thank you, I can follow, I am lost, that is funny. */
export const reactionKinds = ['clap', 'heart', 'understood', 'lost', 'laugh'] as const;
export type ReactionKind = (typeof reactionKinds)[number];
