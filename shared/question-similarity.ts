import { foldForSearch } from './names.ts';

/**
 * From this on two questions are offered as the same. Chosen on the labelled pairs in question-similarity.test.ts: a suggestion that is
 * wrong costs a glance, one that is missed costs a duplicate, so it lies where both are rare.
 */
export const similarFrom = 0.6;

/** Too few signs to say anything: "Sao ạ?" is like half of all questions. */
const MEANINGFUL_WORDS_MIN = 2;

/**
 * How alike two questions are, from 0 to 1: the mean of Dice's coefficient over their words and over the letter triples of these. Words
 * find the same thing said in another order; triples forgive a slip of the finger. Both without tone marks, since half a class
 * types none, and without the words that every question has.
 */
export function questionSimilarity(left: QuestionGrams, right: QuestionGrams): number {
  if (left.words.size < MEANINGFUL_WORDS_MIN || right.words.size < MEANINGFUL_WORDS_MIN) return 0;
  return (dice(left.words, right.words) + dice(left.triples, right.triples)) / 2;
}

export interface QuestionGrams {
  words: ReadonlySet<string>;
  triples: ReadonlySet<string>;
}

/** What a text is compared by; made once for each. */
export function toGrams(text: string): QuestionGrams {
  const words = new Set(
    foldForSearch(text)
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .split(' ')
      .flatMap((word) => sameWords.get(word)?.split(' ') ?? word)
      .filter((word) => word !== '' && !everydayWords.has(word)),
  );
  const triples = new Set<string>();
  for (const word of words) {
    const padded = ` ${word} `;
    for (let at = 0; at + 3 <= padded.length; at += 1) triples.add(padded.slice(at, at + 3));
  }
  return { words, triples };
}

/** Questions with what they are compared by: made once, however often somebody types. */
export type Comparable<Question> = readonly { question: Question; grams: QuestionGrams }[];

export function toComparable<Question extends { body: string }>(
  questions: Iterable<Question>,
): Comparable<Question> {
  return [...questions].map((question) => ({ question, grams: toGrams(question.body) }));
}

/** The questions that are like the text, the most alike first. */
export function findSimilar<Question>(
  text: string,
  questions: Comparable<Question>,
  max: number,
): Question[] {
  const own = toGrams(text);
  return questions
    .map(({ question, grams }) => ({ question, score: questionSimilarity(own, grams) }))
    .filter(({ score }) => score >= similarFrom)
    .sort((left, right) => right.score - left.score)
    .slice(0, max)
    .map(({ question }) => question);
}

function dice(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  let common = 0;
  for (const item of left) if (right.has(item)) common += 1;
  return (2 * common) / (left.size + right.size);
}

/** As people shorten them when they type. */
const sameWords = new Map([
  ['ko', 'khong'],
  ['k', 'khong'],
  ['dc', 'duoc'],
  ['hs', 'ho so'],
  ['sp', 'san pham'],
  ['htx', 'hop tac xa'],
]);

/** Address, politeness and grammar, without tone marks: they stand in every question and tell none from another. */
const everydayWords = new Set(
  `a ah ai anh ban bao bi cac cai cho chi chu co con cua cung da dang de den di do duoc em gi hay hoi khi khong la lam
   lai len mot muon nao nay neu nen nha nhe nhieu nhu nhung o oi phai ra rang roi sao se tai the thay thi thua toi tra tren trong tu u va vay
   ve vi viec voi vui xin y
   am an and any are can could do does for have how i if in is it many me much must my need of on or our should that the there this to was
   we what when where which who will with would you your`.split(/\s+/u),
);
