import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareByGivenName, countCodePoints, foldForSearch, givenName, initials } from './names.ts';

const syllables = [
  'Nguyễn',
  'Đặng',
  'Hoà',
  'Hòa',
  'An',
  'Ấn',
  'Ánh',
  'Thị',
  'Y',
  'Bhĩu',
  'Ơn',
  'Ưng',
  'Trần',
];
const names = fc.array(fc.constantFrom(...syllables), { maxLength: 5 }).map((words) => words.join(' '));

describe('a Vietnamese name', () => {
  it('is called by its last word', () => {
    expect(givenName('Nguyễn Văn An')).toBe('An');
    expect(givenName('  Bình  ')).toBe('Bình');
    expect(givenName('')).toBe('');
  });

  it('is marked by the first letters of its last two words, with their marks', () => {
    expect(initials('Nguyễn Văn An')).toBe('VA');
    expect(initials('đặng quốc ấn')).toBe('QẤ');
    expect(initials('Y Bhĩu Niê')).toBe('BN');
    expect(initials('Hoa')).toBe('H');
    expect(initials('')).toBe('');
  });

  it('stands in a list by its given name, then its middle names, then its family', () => {
    const list = ['Dương Văn Bình', 'Trần Văn An', 'Lê Thị An', 'Nguyễn Văn An', 'Đặng Thị Ân', 'Phạm Ánh'];
    expect([...list].sort(compareByGivenName)).toEqual([
      'Lê Thị An',
      'Nguyễn Văn An',
      'Trần Văn An',
      'Phạm Ánh',
      'Đặng Thị Ân',
      'Dương Văn Bình',
    ]);
  });

  it('has one place in a list, whichever two are compared first', () => {
    fc.assert(
      fc.property(names, names, names, (a, b, c) => {
        expect(Math.sign(compareByGivenName(a, b))).toBe(-Math.sign(compareByGivenName(b, a)) + 0);
        if (compareByGivenName(a, b) <= 0 && compareByGivenName(b, c) <= 0) {
          expect(compareByGivenName(a, c)).toBeLessThanOrEqual(0);
        }
      }),
    );
  });
});

describe('a search', () => {
  it('finds names that are typed without marks', () => {
    expect(foldForSearch('Đặng Thị Hoà')).toBe('dang thi hoa');
    expect(foldForSearch('Hòa')).toBe(foldForSearch('Hoà'));
    expect(foldForSearch('ĐƯỜNG')).toBe('duong');
  });

  it('does not care how the marks are encoded, nor whether it was folded before', () => {
    fc.assert(
      fc.property(fc.oneof(names, fc.string({ unit: 'grapheme' })), (text) => {
        const folded = foldForSearch(text);
        expect(foldForSearch(text.normalize('NFD'))).toBe(folded);
        expect(foldForSearch(folded)).toBe(folded);
      }),
    );
  });
});

describe('the length of a text', () => {
  it('counts letters as the server does: marks belong to their letter, an emoji is one', () => {
    expect(countCodePoints('ệ'.normalize('NFD'))).toBe(1);
    expect(countCodePoints('👍 tốt')).toBe(5);
  });
});
