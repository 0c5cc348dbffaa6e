import { appError } from '#shared/errors.ts';
import type { FeedbackAnswers, FeedbackQuestion } from '#shared/features/feedback.ts';

type Answer = FeedbackAnswers[string];

/**
 * The answers that fit the form, without the empty ones (no text, nothing ticked).
 * @throws AppError `malformed` with the ids of the questions that are required and unanswered, answered in the wrong
 * way, or not in the form
 */
export function checkAnswers(questions: FeedbackQuestion[], answers: FeedbackAnswers): FeedbackAnswers {
  const given = new Map(Object.entries(answers).filter(([, answer]) => !isEmpty(answer)));
  const wrong = questions.filter((question) => {
    const answer = given.get(question.questionId);
    return answer === undefined ? question.required : !fits(question, answer);
  });
  const asked = new Set(questions.map(({ questionId }) => questionId));
  const unasked = Object.keys(answers).filter((questionId) => !asked.has(questionId));

  const fields = [...wrong.map(({ questionId }) => questionId), ...unasked];
  if (fields.length > 0) throw appError('malformed', { fields: fields.map((name) => `answers.${name}`) });
  return Object.fromEntries(given);
}

function isEmpty(answer: Answer): boolean {
  return typeof answer !== 'number' && answer.length === 0;
}

function fits(question: FeedbackQuestion, answer: Answer): boolean {
  switch (question.kind) {
    case 'rating':
      return typeof answer === 'number' && answer >= 1 && answer <= 5;
    case 'choice':
      return typeof answer === 'number' && answer < question.options.length;
    case 'choices':
      return (
        Array.isArray(answer) &&
        new Set(answer).size === answer.length &&
        answer.every((option) => option < question.options.length)
      );
    case 'text':
      return typeof answer === 'string';
  }
}
