/**
 * Text as it is searched: without case and marks, đ as d, so that "dang thi hoa" finds "Đặng Thị Hoà" and "Hoà" finds "Hòa".
 * For finding, never for telling people apart.
 */
export function foldForSearch(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/gu, '')
    .replace(/[đĐ]/gu, 'd')
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .trim()
    .normalize('NFC');
}

const collator = new Intl.Collator('vi');

/** For `sort`: by given name, then middle names, then the name of the family, in Vietnamese alphabetical order. */
export function compareByGivenName(left: string, right: string): number {
  const [ofLeft, ofRight] = [sortParts(left), sortParts(right)];
  return (
    collator.compare(ofLeft.given, ofRight.given) ||
    collator.compare(ofLeft.middle, ofRight.middle) ||
    collator.compare(ofLeft.family, ofRight.family)
  );
}

/** People in that order, and equal names by their ids. Fifty thousand share a few thousand words: those are put in the order of the alphabet, and people by the places of theirs. */
export function sortByGivenName<Person extends { name: string; personId: string }>(
  people: readonly Person[],
): Person[] {
  const parted = people.map((person) => ({ person, ...sortParts(person.name) }));
  const placeOf = placeWords(parted.flatMap(({ given, middle, family }) => [given, middle, family]));
  return parted
    .map(({ person, given, middle, family }) => ({
      person,
      given: placeOf(given),
      middle: placeOf(middle),
      family: placeOf(family),
    }))
    .sort(
      (left, right) =>
        left.given - right.given ||
        left.middle - right.middle ||
        left.family - right.family ||
        (left.person.personId < right.person.personId ? -1 : 1),
    )
    .map(({ person }) => person);
}

/** Where each word stands in the alphabet; words that it takes for one have one place. */
function placeWords(words: readonly string[]): (word: string) => number {
  const places = new Map<string, number>();
  let last: string | undefined;
  let place = 0;
  for (const word of [...new Set(words)].sort(collator.compare)) {
    if (last !== undefined && collator.compare(last, word) !== 0) place += 1;
    places.set(word, place);
    last = word;
  }
  return (word) => places.get(word) ?? 0;
}

/** A name of one word is a given name. */
function sortParts(name: string): { given: string; middle: string; family: string } {
  const words = name.normalize('NFC').split(/\s+/u).filter(Boolean);
  const given = words.pop() ?? '';
  const family = words.shift() ?? '';
  return { given, middle: words.join(' '), family };
}

/**
 * As much of a name as is looked for by whoever knows somebody: two words that differ, one of them longer than a letter. "Lê Ý" and "An Y"
 * are names; letters alone are for leafing.
 */
export function isNameToFind(text: string): boolean {
  const words = new Set(wordsToFind(text));
  return words.size >= 2 && [...words].some((word) => [...word].length >= 2);
}

export function wordsToFind(text: string): string[] {
  return foldForSearch(text).split(' ').filter(Boolean);
}
