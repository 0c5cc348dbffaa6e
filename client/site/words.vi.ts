import type { Catalogue } from '#client/lib/words.ts';
import { gatherWords } from '../words/gather-words.ts';

/** Every feature's words: the site shows them all, sooner or later. */
export const words: Catalogue = gatherWords(
  import.meta.glob('../words/*.vi.ts', { eager: true, import: 'words' }),
);
