import type { Catalogue } from '#client/lib/words.ts';
import { gatherWords } from '../words/gather-words.ts';

export const words: Catalogue = gatherWords(
  import.meta.glob('../words/*.en.ts', { eager: true, import: 'words' }),
);
