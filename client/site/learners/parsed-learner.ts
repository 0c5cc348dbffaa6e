import { countCodePoints } from '#client/lib/names.ts';
import type { LearnerDetails } from '#shared/features/enrolment.ts';
import { limits } from '#shared/limits.ts';

export type LearnerProblem = 'name_missing' | 'name_too_long' | 'phone_wrong' | 'email_wrong' | 'repeated';
export type UnreadField = keyof LearnerDetails | 'rest';

/** One row of a pasted list, as Lectern understood it. */
export interface ParsedLearner extends LearnerDetails {
  /** From 1, as the person sees it in the text field. */
  line: number;
  name: string;
  phone: string | null;
  email: string | null;
  /** What stands in the row and was not understood, or does not fit: said, and left out of what is sent. */
  unread: { field: UnreadField; text: string }[];
  /** Rows with a problem are shown, and left out until they are mended. */
  problem: LearnerProblem | null;
}

export const noDetails: LearnerDetails = {
  organisation: null,
  position: null,
  province: null,
  participantGroup: null,
  birthYear: null,
};

/** Text of at most so many characters, or nothing: what is too long is said rather than cut. */
export function upTo(max: number) {
  return (text: string) => (countCodePoints(text) <= max ? text : undefined);
}

export function problemOf(found: {
  name: string;
  phoneWrong: boolean;
  emailWrong: boolean;
}): LearnerProblem | null {
  if (!/\p{L}/u.test(found.name)) return 'name_missing';
  if (countCodePoints(found.name) > limits.nameMax) return 'name_too_long';
  if (found.phoneWrong) return 'phone_wrong';
  return found.emailWrong ? 'email_wrong' : null;
}
