// Beside the contract, not in it: pages ask this table at run time, and the schemas weigh more than the page may.

/** Where staff move a question to. `merged` is not among them: it needs another question to go into. */
export const movableStates = ['held', 'open', 'answering', 'answered', 'dismissed', 'hidden'] as const;
export type MovableState = (typeof movableStates)[number];

/**
 * A question's life. `held` waits for a moderator; `dismissed` will not be answered; `hidden` was taken away; `merged` lives on
 * in another one. Other learners see what is open, being answered or answered.
 */
export const questionStates = [...movableStates, 'merged'] as const;
export type QuestionState = (typeof questionStates)[number];

const nextStates: Record<QuestionState, readonly QuestionState[]> = {
  // A written answer lets it through, too.
  held: ['open', 'answered', 'dismissed', 'hidden', 'merged'],
  open: ['answering', 'answered', 'dismissed', 'hidden', 'merged'],
  answering: ['open', 'answered', 'dismissed', 'hidden'],
  answered: ['open', 'hidden'],
  // What there was no time for in the room may be answered in writing afterwards.
  dismissed: ['open', 'answered', 'hidden'],
  hidden: ['open'],
  // Back to where it was.
  merged: ['held', 'open'],
};

export function canMoveQuestion(from: QuestionState, to: QuestionState): boolean {
  return nextStates[from].includes(to);
}

export function isQuestionPublic(state: QuestionState): boolean {
  return state === 'open' || state === 'answering' || state === 'answered';
}

/**
 * Into what a question may be merged: what everybody sees; what is held only takes what is held, or something public would
 * vanish. Never into what is merged itself, so that two who merge crosswise cannot make a ring.
 */
export function canTakeMerged(from: QuestionState, into: QuestionState): boolean {
  return canMoveQuestion(from, 'merged') && (isQuestionPublic(into) || (from === 'held' && into === 'held'));
}
