import { describe, expect, it } from 'vitest';
import { compareByGivenName } from '#client/lib/names.ts';
import { sortRows } from './table-sort.ts';

const rows = [
  { name: 'Dương Văn Bình', minutes: 62 },
  { name: 'Trần Văn An', minutes: null },
  { name: 'Lê Thị Chi', minutes: 9 },
];
const columns = [
  { key: 'name', sortValue: (row: (typeof rows)[number]) => row.name, compare: compareByGivenName },
  { key: 'minutes', sortValue: (row: (typeof rows)[number]) => row.minutes },
  { key: 'actions' },
];
const sorted = (key: string, direction: 'ascending' | 'descending') =>
  sortRows(rows, columns, { key, direction }).map((row) => row.name);

describe('a sorted table', () => {
  it('compares as the column says', () => {
    expect(sorted('name', 'ascending')).toEqual(['Trần Văn An', 'Dương Văn Bình', 'Lê Thị Chi']);
    expect(sorted('name', 'descending')).toEqual(['Lê Thị Chi', 'Dương Văn Bình', 'Trần Văn An']);
  });

  it('compares figures as figures, and leaves rows without one to the end in both directions', () => {
    expect(sorted('minutes', 'ascending')).toEqual(['Lê Thị Chi', 'Dương Văn Bình', 'Trần Văn An']);
    expect(sorted('minutes', 'descending')).toEqual(['Dương Văn Bình', 'Lê Thị Chi', 'Trần Văn An']);
  });

  it('keeps the given order where nothing is to be sorted by, and never changes what it was given', () => {
    expect(sortRows(rows, columns, undefined)).toBe(rows);
    expect(sorted('actions', 'ascending')).toEqual(rows.map((row) => row.name));
    expect(rows[0]?.name).toBe('Dương Văn Bình');
  });
});
