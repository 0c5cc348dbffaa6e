import { countCodePoints } from '#client/lib/names.ts';
import type { FeedbackAnswers, FeedbackQuestion } from '#shared/features/feedback.ts';
import { limits } from '#shared/limits.ts';

export type Answer = FeedbackAnswers[string];

/** The questions that must be answered and are not, or whose text is too long. */
export function findUnanswered(questions: readonly FeedbackQuestion[], answers: FeedbackAnswers): string[] {
  return questions
    .filter((question) => {
      const answer = answers[question.questionId];
      if (typeof answer === 'string' && countCodePoints(answer.trim()) > limits.feedbackTextMax) return true;
      return question.required && isEmpty(answer);
    })
    .map(({ questionId }) => questionId);
}

/** What is sent: the form's own questions, and of them what was answered. */
export function gatherAnswers(
  questions: readonly FeedbackQuestion[],
  answers: FeedbackAnswers,
): FeedbackAnswers {
  const given: FeedbackAnswers = {};
  for (const { questionId } of questions) {
    const answer = answers[questionId];
    if (answer !== undefined && !isEmpty(answer))
      given[questionId] = typeof answer === 'string' ? answer.trim() : answer;
  }
  return given;
}

function isEmpty(answer: Answer | undefined): boolean {
  if (typeof answer === 'string') return answer.trim() === '';
  if (Array.isArray(answer)) return answer.length === 0;
  return answer === undefined;
}
