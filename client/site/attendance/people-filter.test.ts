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
const inHall = person('Vi Thị Lả', {
  state: 'in_hall',
  hall: { name: 'UBND xã Nam Cát', namedAt: '2021-09-28T01:40:00.000Z', confirmed: true },
  way: 'hall',
});
const all = [here, late, gone, never, inHall];

test.each([
  ['all', '', all],
  ['present', '', [here, late]],
  ['left', '', [gone]],
  ['in_hall', '', [inHall]],
  ['hall', '', [inHall]],
  ['self', '', []],
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
    hall: null,
    way: null,
    checksDelivered: 0,
    checksAnswered: 0,
    state: 'absent',
    outlook: null,
    ...over,
  };
}
