import { describe, expect, test } from 'vitest';
import { seedQuestions } from '#prisma/seed-questions.ts';
import { questionPairs } from '#tests/support/question-pairs.ts';
import {
  findSimilar,
  questionSimilarity,
  similarFrom,
  toComparable,
  toGrams,
} from './question-similarity.ts';

const similarity = (left: string, right: string) => questionSimilarity(toGrams(left), toGrams(right));

describe('questions that ask the same', () => {
  test('are told from others: of what is offered nine in ten are right, of what is there nine in ten are offered', () => {
    const offered = questionPairs.filter(({ left, right }) => similarity(left, right) >= similarFrom);
    const right = offered.filter(({ same }) => same).length;
    expect(right / offered.length).toBeGreaterThanOrEqual(0.9);
    expect(right / questionPairs.filter(({ same }) => same).length).toBeGreaterThanOrEqual(0.9);
  });

  test('are not seen among the questions of a whole series, which nobody asked twice', () => {
    const grams = seedQuestions.map(({ body }) => ({ body, grams: toGrams(body) }));
    const pairs = grams.flatMap((left, at) =>
      grams.slice(at + 1).map((right) => ({
        pair: [left.body, right.body],
        score: questionSimilarity(left.grams, right.grams),
      })),
    );
    expect(pairs.filter(({ score }) => score >= similarFrom).map(({ pair }) => pair)).toEqual([]);
  });

  test('are the same with and without tone marks, in capitals, and whoever is addressed', () => {
    expect(similarity('Hồ sơ cần giấy tờ gì ạ?', 'THẦY ƠI HO SO CAN GIAY TO GI')).toBe(1);
  });

  test('are alike from both sides, and most alike to themselves', () => {
    for (const { left, right } of questionPairs) {
      expect(similarity(left, right)).toBe(similarity(right, left));
      expect(similarity(left, left)).toBe(1);
    }
  });

  test('are not guessed from a few everyday words', () => {
    expect(similarity('Sao ạ?', 'Sao ạ?')).toBe(0);
    expect(similarity('', 'Hồ sơ cần gì?')).toBe(0);
    expect(similarity('🙏🙏🙏', '🙏🙏🙏')).toBe(0);
  });

  test('are offered with the most alike first, and no more than asked for', () => {
    const questions = [
      'Tem in ở đâu?',
      'Hồ sơ OCOP cần giấy tờ gì?',
      'Hồ sơ OCOP cần những giấy tờ nào nộp?',
    ].map((body) => ({ body }));
    const found = findSimilar('ho so ocop can giay to gi a', toComparable(questions), 5);
    expect(found.map(({ body }) => body)).toEqual([questions[1]?.body, questions[2]?.body]);
    expect(findSimilar('ho so ocop can giay to gi a', toComparable(questions), 1)).toHaveLength(1);
  });
});
