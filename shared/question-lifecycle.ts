// Beside the contract, not in it: pages ask this table at run time, and the schemas weigh more than the page may.

/**
 * A question's life. `held` waits for a moderator; `dismissed` will not be answered; `hidden` was taken away.
 * Other learners see what is open, being answered or answered.
 */
export const questionStates = ['held', 'open', 'answering', 'answered', 'dismissed', 'hidden'] as const;
export type QuestionState = (typeof questionStates)[number];

const nextStates: Record<QuestionState, readonly QuestionState[]> = {
  held: ['open', 'dismissed', 'hidden'],
  open: ['answering', 'answered', 'dismissed', 'hidden'],
  answering: ['open', 'answered', 'dismissed', 'hidden'],
  answered: ['open', 'hidden'],
  dismissed: ['open', 'hidden'],
  hidden: ['open'],
};

export function canMoveQuestion(from: QuestionState, to: QuestionState): boolean {
  return nextStates[from].includes(to);
}

export function isQuestionPublic(state: QuestionState): boolean {
  return state === 'open' || state === 'answering' || state === 'answered';
}
