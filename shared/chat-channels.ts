/** `class`: everybody in the room. `staff`: those who run it, among themselves. */
export const chatChannels = ['class', 'staff'] as const;
export type ChatChannel = (typeof chatChannels)[number];
