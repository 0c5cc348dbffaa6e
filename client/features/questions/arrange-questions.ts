import type { QuestionDto } from '#shared/features/questions.ts';
import type { QuestionState } from '#shared/question-lifecycle.ts';

/** What needs a moderator first, then what is being answered, then what waits. */
const stateRank: Record<QuestionState, number> = {
  held: 0,
  answering: 1,
  open: 2,
  answered: 3,
  dismissed: 4,
  hidden: 5,
  merged: 6,
};

export type QuestionOrder = 'votes' | 'time';

/**
 * The order in which people read questions: pinned first, then by state, then by votes with the earlier of two equals in
 * front; by `time`, the newest first instead.
 */
export function arrangeQuestions<Question extends QuestionDto>(
  questions: Iterable<Question>,
  order: QuestionOrder = 'votes',
): Question[] {
  return [...questions].sort(
    (a, b) =>
      Number(b.pinned) - Number(a.pinned) ||
      stateRank[a.state] - stateRank[b.state] ||
      (order === 'votes' ? b.votes - a.votes || compareTime(a, b) : compareTime(b, a)),
  );
}

/** Earlier first; the id decides between two of the same millisecond, so that every page shows the same order. */
function compareTime(a: QuestionDto, b: QuestionDto): number {
  return a.askedAt === b.askedAt
    ? a.questionId.localeCompare(b.questionId)
    : Date.parse(a.askedAt) - Date.parse(b.askedAt);
}
