import { appError } from '#shared/errors.ts';
import type { FeedbackQuestion } from '#shared/features/feedback.ts';

/**
 * Answers are kept by question and by number of option. Once there are some, a form keeps its questions, their kinds and options, what is
 * required and the order; the words of a question may be mended.
 * @throws AppError `wrong_state` with the ids of the questions that are more than reworded, new or gone
 */
export function assertOnlyReworded(before: FeedbackQuestion[], after: FeedbackQuestion[]): void {
  const length = Math.max(before.length, after.length);
  const changed = Array.from({ length }, (_, index) => {
    const [old, now] = [before[index], after[index]];
    if (old && now && withoutWords(old) === withoutWords(now)) return [];
    return [old?.questionId, now?.questionId].filter((questionId) => questionId !== undefined);
  });
  const fields = [...new Set(changed.flat())];
  if (fields.length > 0) throw appError('wrong_state', { fields });
}

export function isSameForm(before: FeedbackQuestion[], after: FeedbackQuestion[]): boolean {
  const toText = (question: FeedbackQuestion): string => question.label + withoutWords(question);
  return before.map(toText).join('\n') === after.map(toText).join('\n');
}

function withoutWords(question: FeedbackQuestion): string {
  const { questionId, kind, required } = question;
  return JSON.stringify([questionId, kind, required, 'options' in question ? question.options : []]);
}
