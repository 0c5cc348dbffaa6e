// Beside the contract, not in it: pages need these at run time, and the schemas weigh more than the page may.

/** `tap`: "I am following". `code_word`: staff read out a word, learners write it; it goes over the poorest sound. */
export const checkKinds = ['tap', 'code_word'] as const;
export type CheckKind = (typeof checkKinds)[number];

/**
 * Answers written while a check was open are still taken this long after it closed: what a phone takes to come out of a dead spot.
 * Whoever was away for longer has a hole in their presence that no check would mend.
 */
export const LATE_CHECK_ANSWER_MS = 15 * 60_000;

/** Whom a check reaches with less time left than this need not have managed; nor whoever put down the phone for a moment. */
export const CHECK_EASE_MS = 60_000;

/** Wrong words one learner may send for one check: a slip of the thumb and a word half heard, but no guessing through a list. */
export const CODE_WORD_TRIES = 3;

/** Minutes for which staff may hold checks back: a short exercise, a break in the talk, a long exercise. */
export const holdMinutes = [5, 10, 20, 30] as const;
export type HoldMinutes = (typeof holdMinutes)[number];

/** What became of a check for one person, for good once it is closed but for an answer that was written in time and comes late. */
export const checkOutcomes = [
  /** It is open, and reached them. */
  'pending',
  'answered',
  /** It reached them in good time, and no answer came: the only one that counts against them. */
  'expired',
  /** It reached them too late to be answered at ease, or was closed early: counts neither way. */
  'excused',
  /** It did not reach them while it was open: counts neither way. */
  'not_delivered',
] as const;
export type CheckOutcome = (typeof checkOutcomes)[number];

/** Why a check closed. */
export const checkEndings = [
  /** Its time was over. */
  'time',
  /** The topic was paused or ended, and with it what can be checked. */
  'topic_ended',
  /** Staff closed it early. */
  'closed_early',
] as const;
export type CheckEnding = (typeof checkEndings)[number];
