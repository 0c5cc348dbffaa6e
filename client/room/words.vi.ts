import { words as common } from '#client/words/common.vi.ts';
import { words as errors } from '#client/words/errors.vi.ts';
import { words as questions } from '#client/words/questions.vi.ts';
import { words as room } from '#client/words/room.vi.ts';

/** What a learner's page needs; staff's own words come with staff's part of the program. */
export const words = { common, errors, questions, room };
