import type { Catalogue } from '#client/lib/words.ts';
import { words as common } from '../words/common.vi.ts';
import { words as errors } from '../words/errors.vi.ts';

/** Only what the room says: it travels with the first load. */
export const words: Catalogue = { common, errors };
