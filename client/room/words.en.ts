import type { Catalogue } from '#client/lib/words.ts';
import { words as common } from '../words/common.en.ts';
import { words as errors } from '../words/errors.en.ts';

export const words: Catalogue = { common, errors };
