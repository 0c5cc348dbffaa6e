/** What staff may lock for learners, each on its own, without touching what is there already. */
export const roomFeatures = ['chat', 'questions', 'reactions', 'hands'] as const;
export type RoomFeature = (typeof roomFeatures)[number];
