import { createStore } from '#client/lib/store.ts';

export interface Wishes {
  /** What is large where there is both. */
  prefers: 'slide' | 'speaker';
  /** Who is large, whatever else there is. */
  pinnedId: string | null;
}

/** How this person likes their stage, for as long as the page is open. */
export const wishes = createStore<Wishes>({ prefers: 'slide', pinnedId: null });
