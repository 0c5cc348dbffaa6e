import type { FeedbackQuestion, FeedbackResultDto } from '#shared/features/feedback.ts';
import type { CollectedAnswers } from './feedback.queries.ts';

const ratings = [1, 2, 3, 4, 5];

/** Without names, and without anything to tell by which answers belong to one person. */
export function toFeedbackResultDto(
  question: FeedbackQuestion,
  { answered, chosen, texts }: CollectedAnswers,
): FeedbackResultDto {
  const { questionId, kind } = question;
  const choices = 'options' in question ? question.options.map((_, option) => option) : ratings;
  const counts = kind === 'text' ? [] : choices.map((choice) => chosen.get(questionId)?.get(choice) ?? 0);
  return {
    question,
    answered: answered.get(questionId) ?? 0,
    counts,
    mean: kind === 'rating' ? toMean(counts) : null,
    texts: kind === 'text' ? (texts.get(questionId) ?? []) : [],
  };
}

/** Of ratings, to two decimals. */
function toMean(counts: number[]): number | null {
  const people = counts.reduce((sum, count) => sum + count, 0);
  if (people === 0) return null;
  const stars = counts.reduce((sum, count, index) => sum + count * (index + 1), 0);
  return Math.round((stars / people) * 100) / 100;
}
