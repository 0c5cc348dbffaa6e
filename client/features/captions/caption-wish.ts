import { readChoice, storeChoice } from '#client/lib/storage.ts';
import { createStore, type ReadOnlyStore } from '#client/lib/store.ts';

const storageKey = 'lectern.captions';
const wish = createStore<string | null>(readChoice(storageKey));

/** The language in which this person reads along, or null. Whoever needs captions today needs them tomorrow. */
export const captionWish: ReadOnlyStore<string | null> = wish;

export function wishCaptions(language: string | null): void {
  wish.set(language);
  storeChoice(storageKey, language);
}
