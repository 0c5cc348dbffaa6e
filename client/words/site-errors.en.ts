import type { EnglishOf } from '#client/lib/words.ts';
import type { words as vi } from './site-errors.vi.ts';

export const words = {
  has_record:
    'This session has a record of attendance and cannot be deleted. Please archive the session instead.',
} satisfies EnglishOf<typeof vi>;
