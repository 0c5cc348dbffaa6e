import { expect, test } from 'vitest';
import type { AttendanceRowDto } from '#shared/features/attendance.ts';
import { countAttendance, filterAttendance, toMinutes } from './attendance-rows.ts';

const here = row('Đặng Thị Hoà', { present: true, firstSeenAt: '2021-09-28T01:00:00Z' });
const gone = row('Trần Văn An', { firstSeenAt: '2021-09-28T01:00:00Z' });
const never = row('Lê Văn Bình', {});
const all = [here, gone, never];

test('present, left and never seen are told apart', () => {
  expect(countAttendance(all)).toEqual({ all: 3, present: 1, attended: 2, absent: 1 });
});

test.each([
  ['all', '', all],
  ['present', '', [here]],
  ['attended', '', [here, gone]],
  ['absent', '', [never]],
  ['all', 'van', [gone, never]],
  ['all', 'DANG thi', [here]],
  ['absent', 'hoa', []],
] as const)('the filter %s with the search %j shows whom it says', (filter, search, expected) => {
  expect(filterAttendance(all, { filter, search })).toEqual(expected);
});

test('a minute counts once it is full', () => {
  expect(toMinutes(59)).toBe(0);
  expect(toMinutes(119)).toBe(1);
});

function row(name: string, seen: Partial<AttendanceRowDto>): AttendanceRowDto {
  return {
    personId: name,
    name,
    firstSeenAt: null,
    lastSeenAt: null,
    present: false,
    seconds: 0,
    topics: [],
    ...seen,
  };
}
