import { expect, it } from 'vitest';
import { endOfDay } from './end-of-day.ts';

const end = (at: string, timeZone: string) => endOfDay(new Date(at), timeZone).toISOString();

it.each([
  ['in the afternoon', '2021-10-05T05:30:00.000Z', 'Asia/Ho_Chi_Minh', '2021-10-05T16:59:59.999Z'],
  [
    'where the day has begun and not in London',
    '2021-10-05T17:00:00.000Z',
    'Asia/Ho_Chi_Minh',
    '2021-10-06T16:59:59.999Z',
  ],
  ['at its own last moment', '2021-10-05T16:59:59.999Z', 'Asia/Ho_Chi_Minh', '2021-10-05T16:59:59.999Z'],
  ['at the end of a year', '2021-12-31T12:00:00.000Z', 'Asia/Ho_Chi_Minh', '2021-12-31T16:59:59.999Z'],
  ['on the day the clocks go back', '2021-10-31T00:30:00.000Z', 'Europe/Berlin', '2021-10-31T22:59:59.999Z'],
  [
    'on the day the clocks go forward',
    '2021-03-28T00:30:00.000Z',
    'Europe/Berlin',
    '2021-03-28T21:59:59.999Z',
  ],
])('a day ends at its own midnight, asked %s', (_, at, timeZone, expected) => {
  expect(end(at, timeZone)).toBe(expected);
});
