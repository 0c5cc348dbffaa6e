import { describe, expect, test } from 'vitest';
import { compareByGivenName, foldForSearch, isNameToFind, sortByGivenName } from './names.ts';

describe('foldForSearch', () => {
  test('finds a name however its tones are typed', () => {
    expect(foldForSearch('Đặng Thị Hoà')).toBe('dang thi hoa');
    expect(foldForSearch('ĐẶNG  Thị Hòa '.normalize('NFD'))).toBe('dang thi hoa');
  });

  test('leaves other scripts readable', () => {
    expect(foldForSearch("H'Bia Niê")).toBe("h'bia nie");
  });
});

describe('compareByGivenName', () => {
  test('orders people by given name, then middle names, then family', () => {
    const names = ['Trần Văn Bình', 'Dương Văn An', 'Nguyễn Thị Ân', 'Lê Văn An', 'Đỗ Đức', 'Phạm Văn Dũng'];

    expect(names.toSorted(compareByGivenName)).toEqual([
      'Dương Văn An',
      'Lê Văn An',
      'Nguyễn Thị Ân',
      'Trần Văn Bình',
      'Phạm Văn Dũng',
      'Đỗ Đức',
    ]);
  });

  test('accepts a name of one word', () => {
    expect(['Y', 'An', 'Bình'].toSorted(compareByGivenName)).toEqual(['An', 'Bình', 'Y']);
  });

  test('orders a list of people the same, equal names by their ids, and leaves the list as it was', () => {
    const names = ['Trần Văn Bình', 'Y', 'Lê Văn An', 'Dương Văn An', 'Lê Văn An', 'Đỗ Đức', 'Phạm Văn Dũng'];
    const people = names.map((name, at) => ({ name, personId: String(9 - at) }));

    expect(sortByGivenName(people)).toEqual(
      people.toSorted((a, b) => compareByGivenName(a.name, b.name) || (a.personId < b.personId ? -1 : 1)),
    );
    expect(people.map(({ name }) => name)).toEqual(names);
  });
});

test('a name is looked for by two words that differ, one of them longer than a letter', () => {
  for (const name of ['Nguyễn Thị Hoa', 'Lê Ý', 'An Y', "H'Bia Niê"])
    expect(isNameToFind(name), name).toBe(true);
  for (const name of ['', 'Hoa', 'a b', 'Ý ý', 'hoa Hoà', 'a b c'])
    expect(isNameToFind(name), name).toBe(false);
});
