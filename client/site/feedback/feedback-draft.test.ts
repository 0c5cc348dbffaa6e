import { expect, test } from 'vitest';
import { asKind, findProblems, isRight, newQuestion } from './feedback-draft.ts';

test('a new question with choices begins with two empty ones, and says what is missing', () => {
  const problems = findProblems(newQuestion('choice', 'q1'));
  expect(problems).toEqual({ label: 'labelMissing', options: ['optionMissing', 'optionMissing'] });
  expect(isRight(problems)).toBe(false);
});

test('choices are kept between one and several, and dropped where there are none', () => {
  const one = { ...newQuestion('choice', 'q1'), label: 'Tốc độ?', options: ['Nhanh', 'Chậm'] };
  expect(asKind(one, 'choices')).toEqual({ ...one, kind: 'choices' });
  expect(asKind(one, 'text')).toEqual({ kind: 'text', questionId: 'q1', label: 'Tốc độ?', required: false });
});

test('two choices with the same words are one too many', () => {
  const question = { ...newQuestion('choices', 'q1'), label: 'Gì?', options: ['A', 'B', ' A '] };
  expect(findProblems(question).options).toEqual([undefined, undefined, 'optionTwice']);
});

test('a text or rating with a question is right', () => {
  expect(isRight(findProblems({ ...newQuestion('rating', 'q1'), label: 'Hài lòng?' }))).toBe(true);
});
