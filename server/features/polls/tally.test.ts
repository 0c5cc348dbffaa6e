import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PollKind } from '#shared/features/polls.ts';
import { foldForSearch } from '#shared/names.ts';
import { type AnswerGroup, type Countable, isRightAnswer, tally, toLearnersResults } from './tally.ts';

const OPTIONS = 4;
const word = fc.constantFrom('gạo', 'Gạo', 'gao', 'mật ong', 'Mật Ong', 'chè', 'trà', 'Đặc sản', 'dac san');

const choicesOf: Record<PollKind, fc.Arbitrary<number[]>> = {
  single: fc.tuple(fc.nat(OPTIONS - 1)),
  several: fc.uniqueArray(fc.nat(OPTIONS - 1), { minLength: 1 }),
  rating: fc.tuple(fc.integer({ min: 1, max: 5 })),
  words: fc.constant([]),
};

/** A poll and what people answered, one group a person. */
const answered = fc.constantFrom<PollKind>('single', 'several', 'rating', 'words').chain((kind) => {
  const right = kind === 'single' || kind === 'several' ? fc.option(choicesOf[kind]) : fc.constant(null);
  const words = kind === 'words' ? fc.array(word, { minLength: 1, maxLength: 3 }) : fc.constant([]);
  return fc.record({
    poll: fc.record({
      kind: fc.constant(kind),
      optionCount: fc.constant(OPTIONS),
      right,
      hiddenWords: fc.array(word.map(foldForSearch), { maxLength: 2 }),
    }),
    answers: fc.array(fc.record({ choices: choicesOf[kind], words, people: fc.constant(1) }), {
      maxLength: 40,
    }),
  });
});

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** As SQL does it. */
function group(answers: readonly AnswerGroup[]): AnswerGroup[] {
  return [...Map.groupBy(answers, ({ choices, words }) => JSON.stringify([choices, words])).values()].flatMap(
    ([first, ...rest]) => (first ? { ...first, people: 1 + rest.length } : []),
  );
}

function holds(property: (poll: Countable, answers: AnswerGroup[]) => void): void {
  fc.assert(
    fc.property(answered, ({ poll, answers }) => property(poll, answers)),
    { numRuns: 500 },
  );
}

describe('the counting of a poll', () => {
  test('is the same however answers are grouped, and in whatever order they come', () =>
    holds((poll, answers) => {
      const counted = tally(poll, answers);
      expect(tally(poll, group(answers))).toEqual(counted);
      expect(tally(poll, answers.toReversed())).toEqual(counted);
    }));

  test('counts everybody once, and each choice as often as it was made', () =>
    holds((poll, answers) => {
      const { answered, counts } = tally(poll, answers);
      expect(answered).toBe(answers.length);
      expect(sum(counts)).toBe(sum(answers.map(({ choices }) => choices.length)));
      for (const count of counts) expect(count).toBeLessThanOrEqual(answers.length);
    }));

  test('finds the mean of a rating between its least and its greatest', () =>
    holds((poll, answers) => {
      const { mean } = tally(poll, answers);
      if (poll.kind !== 'rating' || answers.length === 0) {
        expect(mean).toBeNull();
        return;
      }
      const given = answers.flatMap(({ choices }) => choices);
      expect(mean).toBeGreaterThanOrEqual(Math.min(...given));
      expect(mean).toBeLessThanOrEqual(Math.max(...given));
    }));

  test('takes spellings for one word, and one person for one, however often they write it', () =>
    holds((poll, answers) => {
      const { words } = tally(poll, answers);
      expect(new Set(words.map(({ key }) => key)).size).toBe(words.length);
      for (const { key, text, people } of words) {
        expect(foldForSearch(text)).toBe(key);
        const wrote = answers.filter((answer) => answer.words.some((own) => foldForSearch(own) === key));
        expect(people).toBe(wrote.length);
      }
    }));

  test('keeps what staff have hidden from learners, and nothing else', () =>
    holds((poll, answers) => {
      const counted = tally(poll, answers);
      const shown = toLearnersResults(counted).words.map(({ text }) => foldForSearch(text));
      expect(shown).toEqual(
        counted.words.map(({ key }) => key).filter((key) => !poll.hiddenWords.includes(key)),
      );
      expect(JSON.stringify(toLearnersResults(counted))).not.toContain('right');
    }));

  test('counts as right who chose all of the right answers and none besides', () =>
    holds((poll, answers) => {
      const { right } = poll;
      if (!right) {
        expect(tally(poll, answers).right).toBeNull();
        return;
      }
      expect(tally(poll, answers).right).toBe(
        answers.filter(({ choices }) => isRightAnswer(choices.toReversed(), right)).length,
      );
    }));

  test('tells a word as most people wrote it', () => {
    const poll: Countable = { kind: 'words', optionCount: 0, right: null, hiddenWords: [] };
    const wrote = (text: string, people: number): AnswerGroup => ({ choices: [], words: [text], people });
    const { words } = tally(poll, [wrote('mat ong', 2), wrote('Mật ong', 3), wrote('chè', 4)]);
    expect(words.map(({ text, people }) => [text, people])).toEqual([
      ['Mật ong', 5],
      ['chè', 4],
    ]);
  });
});
