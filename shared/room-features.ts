/** What staff may lock for learners, each on its own, without touching what is there already. */
export const roomFeatures = ['chat', 'questions', 'reactions', 'hands'] as const;
export type RoomFeature = (typeof roomFeatures)[number];

/** Seconds between two messages of one learner that staff may choose: none, lively, calm, a large hall. */
export const slowModes = [0, 10, 30, 60] as const;
export type SlowMode = (typeof slowModes)[number];
