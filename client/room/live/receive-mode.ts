import { readChoice, storeChoice } from '#client/lib/storage.ts';
import type { ReceiveMode } from '#client/media/subscriber.ts';

const storageKey = 'lectern.receive';

/** Whoever saves data today saves it tomorrow. */
export function rememberedMode(): ReceiveMode {
  return readChoice(storageKey) === 'saver' ? 'saver' : 'all';
}

export function rememberMode(mode: ReceiveMode): void {
  storeChoice(storageKey, mode === 'all' ? null : mode);
}
