import { expect, test } from 'vitest';
import { type LearnerFilter, listLearners } from './learner-list.ts';

const hoa = learner('Đặng Thị Hoà', '+84912345678', null, '2021-09-03');
const an = learner('Trần Văn An', null, 'an.tran@hoptacxa.vn', '2021-09-01');
const binh = learner('Dương Văn Bình', '+84987000111', null, '2021-09-02');
const all = [hoa, binh, an];

test.each([
  ['dang thi hoa', [hoa]],
  ['HÒA', [hoa]],
  ['hoptacxa', [an]],
  ['0912 345', [hoa]],
  ['84987', [binh]],
  ['van', [an, binh]],
  ['nobody', []],
])('%j finds the right learners, without regard to marks', (search, expected) => {
  expect(listLearners(all, { search, order: 'name' })).toEqual(expected);
});

test('learners stand by given name, or the newest first', () => {
  expect(listLearners(all, { search: '', order: 'name' })).toEqual([an, binh, hoa]);
  expect(listLearners(all, { search: '', order: 'newest' })).toEqual([hoa, binh, an]);
});

test('learners are found by province and group, by what is not known of them, and by where they work', () => {
  const mai = {
    ...an,
    province: '08' as const,
    participantGroup: 'chu_the' as const,
    organisation: 'HTX Lanh',
  };
  const people = [mai, hoa];
  const find = (filter: Partial<LearnerFilter>) =>
    listLearners(people, { search: '', order: 'name', ...filter });

  expect(find({ province: '08' })).toEqual([mai]);
  expect(find({ province: '08', group: 'khac' })).toEqual([]);
  expect(find({ province: 'none' })).toEqual([hoa]);
  expect(find({ group: 'none', search: 'hoa' })).toEqual([hoa]);
  expect(find({ search: 'htx lanh' })).toEqual([mai]);
});

function learner(name: string, phone: string | null, email: string | null, day: string) {
  const createdAt = `${day}T08:00:00.000Z`;
  return {
    enrolmentId: name,
    personId: name,
    name,
    phone,
    email,
    organisation: null,
    position: null,
    province: null,
    participantGroup: null,
    birthYear: null,
    createdAt,
    linkToken: 'Zm9vYmFyZm9vYmFyZm9vYmFy',
  };
}
