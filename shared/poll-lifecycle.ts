// Beside the contract, not in it: pages ask this table at run time, and the schemas weigh more than the page may.

/** A poll's life. A draft is staff's alone; of a session's polls one is open at a time. */
export const pollStates = ['draft', 'open', 'closed'] as const;
export type PollState = (typeof pollStates)[number];

const nextStates: Record<PollState, readonly PollState[]> = {
  draft: ['open'],
  open: ['closed'],
  closed: ['open'],
};

/** How a poll stands for whoever wants to move it. */
export interface PollStanding {
  state: PollState;
  /** Learners have been shown the right answers: an answer given after that would be worth nothing. */
  solutionTold: boolean;
}

export function canMovePoll({ state, solutionTold }: PollStanding, to: PollState): boolean {
  return nextStates[state].includes(to) && !(to === 'open' && solutionTold);
}

/** What may be asked, answered and counted is fixed once somebody could have seen it. */
export function canEditPoll(state: PollState): boolean {
  return state === 'draft';
}

/** Right answers and explanation, of a quiz: never before it is closed, and not while staff hold its results back. */
export function isSolutionShown({
  state,
  quiz,
  resultsShown,
}: {
  state: PollState;
  quiz: boolean;
  resultsShown: boolean;
}): boolean {
  return quiz && state === 'closed' && resultsShown;
}

/**
 * Answers written without a network may still come this long after the poll was closed: what a phone takes to change from one
 * network to the other. Counted from the arrival, for a page's clock cannot be trusted with it.
 */
export const LATE_ANSWER_MS = 30_000;

/** Of a rating. */
export const ratings = [1, 2, 3, 4, 5] as const;
