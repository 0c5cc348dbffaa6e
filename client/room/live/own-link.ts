import { createStore } from '#client/lib/store.ts';

/** The token of this person's own link; null for staff, who sign in. */
export const ownLinkToken = createStore<string | null>(null);
