import { expect, test } from 'vitest';
import type { PersonHereDto } from '#shared/features/order.ts';
import { sortPeople } from './sort-people.ts';

const since = '2026-11-27T01:00:00.000Z';

function person(name: string, role: PersonHereDto['role'] = 'learner'): PersonHereDto {
  return { personId: crypto.randomUUID(), name, role, since };
}

const people = [
  person('Nguyễn Thị Hoa'),
  person('Trần Văn Bình', 'trainer'),
  person('Đặng Thị Hoà'),
  person('Lê Văn An'),
];

test('those who run the room come first, then all others by their given names', () => {
  const names = sortPeople(people, '').map(({ name }) => name);
  expect(names).toEqual(['Trần Văn Bình', 'Lê Văn An', 'Nguyễn Thị Hoa', 'Đặng Thị Hoà']);
});

test('a name is found without its marks', () => {
  expect(sortPeople(people, ' dang thi ').map(({ name }) => name)).toEqual(['Đặng Thị Hoà']);
  expect(sortPeople(people, 'HOA').map(({ name }) => name)).toEqual(['Nguyễn Thị Hoa', 'Đặng Thị Hoà']);
});
