/**
 * Vietnamese names: the family's name stands first and the given name last, people are called by the given one, and lists of
 * people are sorted by it. Names of one word, and names that follow other customs, come through unharmed.
 */

/** "An" of "Nguyễn Văn An" */
export function givenName(name: string): string {
  return wordsOf(name).at(-1) ?? '';
}

/** "VA" of "Nguyễn Văn An": the first letters of the last two words, which tell people apart better than the family's name. */
export function initials(name: string): string {
  const letters = wordsOf(name)
    .slice(-2)
    .map((word) => [...word][0] ?? '');
  return letters.join('').toLocaleUpperCase('vi');
}

/** For `sort`: by given name, then middle names, then the name of the family, in Vietnamese alphabetical order. */
export function compareByGivenName(a: string, b: string): number {
  const [wordsOfA, wordsOfB] = [sortWords(a), sortWords(b)];
  for (let index = 0; index < Math.min(wordsOfA.length, wordsOfB.length); index += 1) {
    const order = collator.compare(wordsOfA[index] ?? '', wordsOfB[index] ?? '');
    if (order !== 0) return order;
  }
  return wordsOfA.length - wordsOfB.length;
}

/** Text as it is searched: without case and marks, đ as d, so that "dang thi hoa" finds "Đặng Thị Hoà". */
export function foldForSearch(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .normalize('NFC');
}

/** Length as the server counts it: code points after NFC. */
export function countCodePoints(text: string): number {
  return [...text.normalize('NFC')].length;
}

const collator = new Intl.Collator('vi');

function wordsOf(name: string): string[] {
  return name.normalize('NFC').split(/\s+/).filter(Boolean);
}

/** The given name, then middle names in their order, then the family's name. */
function sortWords(name: string): string[] {
  const words = wordsOf(name);
  const given = words.pop();
  const family = words.shift();
  return [given, words.join(' '), family].filter((word) => word !== undefined);
}
