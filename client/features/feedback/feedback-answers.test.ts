import { expect, test } from 'vitest';
import type { FeedbackQuestion } from '#shared/features/feedback.ts';
import { findUnanswered, gatherAnswers } from './feedback-answers.ts';

const questions: FeedbackQuestion[] = [
  { kind: 'rating', questionId: 'overall', label: '', required: true },
  { kind: 'choice', questionId: 'pace', label: '', required: true, options: ['', ''] },
  { kind: 'choices', questionId: 'useful', label: '', required: false, options: ['', ''] },
  { kind: 'text', questionId: 'more', label: '', required: false },
];

test('what is required and missing is found, the first option included among the answers', () => {
  expect(findUnanswered(questions, {})).toEqual(['overall', 'pace']);
  expect(findUnanswered(questions, { overall: 4, pace: 0 })).toEqual([]);
});

test('a text beyond the bound is found although it is not required', () => {
  expect(findUnanswered(questions, { overall: 4, pace: 0, more: 'a'.repeat(2_001) })).toEqual(['more']);
});

test('only what was answered is sent, without the spaces around it', () => {
  expect(gatherAnswers(questions, { overall: 5, useful: [], more: ' tốt ', gone: 'x' })).toEqual({
    overall: 5,
    more: 'tốt',
  });
});
