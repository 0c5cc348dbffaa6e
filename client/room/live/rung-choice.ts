import { readChoice, storeChoice } from '#client/lib/storage.ts';
import { createStore } from '#client/lib/store.ts';
import type { RungChoice } from '#client/media/ladder.ts';
import { rungs } from '#shared/rungs.ts';

const storageKey = 'lectern.receive';

/** Whoever saves data today saves it tomorrow. */
export function rememberedChoice(): RungChoice {
  const stored = readChoice(storageKey);
  // As an earlier version wrote it.
  if (stored === 'saver') return 'sound';
  return rungs.find((rung) => rung === stored) ?? 'auto';
}

export function rememberChoice(choice: RungChoice): void {
  storeChoice(storageKey, choice === 'auto' ? null : choice);
}

/** Whether the person is choosing; opened from the band and from what the ladder says. */
export const isChoosingRung = createStore(false);
