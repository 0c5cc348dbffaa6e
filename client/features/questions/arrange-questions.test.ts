import { describe, expect, test } from 'vitest';
import type { QuestionDto } from '#shared/features/questions.ts';
import { arrangeQuestions } from './arrange-questions.ts';

function question(questionId: string, more: Partial<QuestionDto> = {}): QuestionDto {
  return {
    questionId,
    body: '',
    authorName: null,
    state: 'open',
    topicId: null,
    votes: 0,
    pinned: false,
    askedAt: '2021-09-28T01:00:00.000Z',
    written: null,
    answer: null,
    answeredByName: null,
    answeredAt: null,
    answerings: [],
    ...more,
  };
}

const ids = (questions: QuestionDto[]) => questions.map(({ questionId }) => questionId);

describe('questions are read', () => {
  test('pinned first, then by votes, then the earlier of two equals', () => {
    const questions = [
      question('late', { votes: 2, askedAt: '2021-09-28T01:05:00.000Z' }),
      question('early', { votes: 2 }),
      question('loved', { votes: 9 }),
      question('pinned', { pinned: true }),
    ];
    expect(ids(arrangeQuestions(questions))).toEqual(['pinned', 'loved', 'early', 'late']);
  });

  test('what waits for approval and what is being answered before what waits for an answer', () => {
    const questions = [
      question('answered', { state: 'answered', votes: 30 }),
      question('open', { votes: 9 }),
      question('answering', { state: 'answering' }),
      question('held', { state: 'held' }),
    ];
    expect(ids(arrangeQuestions(questions))).toEqual(['held', 'answering', 'open', 'answered']);
  });

  test('by time, the newest first', () => {
    const questions = [question('early'), question('late', { askedAt: '2021-09-28T01:05:00.000Z' })];
    expect(ids(arrangeQuestions(questions, 'time'))).toEqual(['late', 'early']);
  });

  test('in the same order on every page when asked in the same moment', () => {
    expect(ids(arrangeQuestions([question('b'), question('a')]))).toEqual(['a', 'b']);
  });
});
