import { expect, test } from 'vitest';
import type { BoardPerson } from '#client/features/attendance/board.ts';
import { filterPeople, toMinutes } from './people-filter.ts';

const here = person('Đặng Thị Hoà', { state: 'present', outlook: 'fair' });
const late = person('Trần Văn Út', {
  state: 'present',
  outlook: 'every_minute',
  organisation: 'HTX Xoài Sơn La',
});
const gone = person('Trần Văn An', { state: 'left', outlook: 'out_of_reach' });
const never = person('Lê Văn Bình', {});
const all = [here, late, gone, never];

test.each([
  ['all', '', all],
  ['present', '', [here, late]],
  ['left', '', [gone]],
  ['attended', '', [here, late, gone]],
  ['absent', '', [never]],
  ['risk', '', [late, gone]],
  ['all', 'van', [late, gone, never]],
  ['all', 'DANG thi', [here]],
  ['all', 'xoai', [late]],
  ['absent', 'hoa', []],
] as const)('the filter %s with the search %j shows whom it says', (filter, search, expected) => {
  expect(filterPeople(all, { filter, search })).toEqual(expected);
});

test('a minute counts once it is full', () => {
  expect(toMinutes(59)).toBe(0);
  expect(toMinutes(119)).toBe(1);
});

function person(name: string, over: Partial<BoardPerson>): BoardPerson {
  return {
    personId: name,
    name,
    organisation: null,
    province: null,
    participantGroup: null,
    firstSeenAt: null,
    lastSeenAt: null,
    present: false,
    seconds: 0,
    topicSeconds: [],
    checksDelivered: 0,
    checksAnswered: 0,
    state: 'absent',
    outlook: null,
    ...over,
  };
}
