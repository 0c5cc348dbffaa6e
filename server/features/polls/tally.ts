import type { PollKind, PollResults, StaffPollResults } from '#shared/features/polls.ts';
import { foldForSearch } from '#shared/names.ts';
import { ratings } from '#shared/poll-lifecycle.ts';

/** What a screen shows legibly, and 6 KB of news. */
const WORDS_FOR_LEARNERS_MAX = 60;
/** Staff look for what to hide; a class of thousands writes more than anybody reads. */
const WORDS_FOR_STAFF_MAX = 200;

/** What the counting needs to know of a poll. */
export interface Countable {
  kind: PollKind;
  optionCount: number;
  /** Of a quiz; null for what is none. */
  right: readonly number[] | null;
  /** Folded. */
  hiddenWords: readonly string[];
}

/** People who gave the same answer. */
export interface AnswerGroup {
  choices: readonly number[];
  words: readonly string[];
  people: number;
}

/** Counts a poll. How the answers are grouped, and in which order they come, changes nothing. */
export function tally(poll: Countable, groups: readonly AnswerGroup[]): StaffPollResults {
  const { kind, right } = poll;
  const counts = kind === 'words' ? [] : countChoices(poll, groups);
  return {
    answered: countPeople(groups),
    counts,
    mean: kind === 'rating' ? toMean(counts) : null,
    words: kind === 'words' ? countWords(poll, groups) : [],
    right: right && countPeople(groups.filter(({ choices }) => isRightAnswer(choices, right))),
  };
}

/** Without what staff have hidden, and without what they alone need. */
export function toLearnersResults({ answered, counts, mean, words }: StaffPollResults): PollResults {
  return {
    answered,
    counts,
    mean,
    words: words
      .filter(({ hidden }) => !hidden)
      .slice(0, WORDS_FOR_LEARNERS_MAX)
      .map(({ text, people }) => ({ text, people })),
  };
}

/** All of the right ones, and none besides. */
export function isRightAnswer(choices: readonly number[], right: readonly number[]): boolean {
  return choices.length === right.length && right.every((option) => choices.includes(option));
}

function countPeople(groups: readonly AnswerGroup[]): number {
  return groups.reduce((sum, { people }) => sum + people, 0);
}

function countChoices({ kind, optionCount }: Countable, groups: readonly AnswerGroup[]): number[] {
  const values = kind === 'rating' ? ratings : Array.from({ length: optionCount }, (_, option) => option);
  return values.map((value) => countPeople(groups.filter(({ choices }) => choices.includes(value))));
}

/** Of ratings, to two decimals. */
function toMean(counts: readonly number[]): number | null {
  const people = counts.reduce((sum, count) => sum + count, 0);
  if (people === 0) return null;
  const stars = counts.reduce((sum, count, index) => sum + count * (ratings[index] ?? 0), 0);
  return Math.round((stars / people) * 100) / 100;
}

/** As learners see them: without case and marks two spellings are one word, told as most people wrote it. */
function countWords({ hiddenWords }: Countable, groups: readonly AnswerGroup[]): StaffPollResults['words'] {
  const spellings = new Map<string, Map<string, number>>();
  for (const { words, people } of groups) {
    for (const [key, text] of foldWords(words)) {
      const ofKey = spellings.get(key) ?? new Map<string, number>();
      ofKey.set(text, (ofKey.get(text) ?? 0) + people);
      spellings.set(key, ofKey);
    }
  }
  const hidden = new Set(hiddenWords);
  return [...spellings]
    .map(([key, ofKey]) => ({
      text: mostFrequent(ofKey),
      people: [...ofKey.values()].reduce((sum, people) => sum + people, 0),
      key,
      hidden: hidden.has(key),
    }))
    .sort((left, right) => right.people - left.people || compare(left.key, right.key))
    .slice(0, WORDS_FOR_STAFF_MAX);
}

/** One person's words by their folded form: whoever writes the same twice has said it once. */
export function foldWords(words: readonly string[]): ReadonlyMap<string, string> {
  const folded = new Map<string, string>();
  for (const text of words) {
    const key = foldForSearch(text);
    if (!folded.has(key)) folded.set(key, text);
  }
  return folded;
}

function mostFrequent(spellings: ReadonlyMap<string, number>): string {
  const [first] = [...spellings].sort(
    ([left, ofLeft], [right, ofRight]) => ofRight - ofLeft || compare(left, right),
  );
  return first?.[0] ?? '';
}

/** By code points: the same on every machine, whatever its language. */
function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
