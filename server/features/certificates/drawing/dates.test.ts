import { expect, it } from 'vitest';
import { toDayInWords, toDuration, toEnglishDay, toEnglishDuration, toShortDay } from './dates.ts';

it('a day is written as on papers of state: zeros before days below ten and the first two months', () => {
  expect(toDayInWords('2021-10-13')).toBe('ngày 13 tháng 10 năm 2021');
  expect(toDayInWords('2021-02-05')).toBe('ngày 05 tháng 02 năm 2021');
  expect(toDayInWords('2021-03-05')).toBe('ngày 05 tháng 3 năm 2021');
  expect(toShortDay('2021-03-05')).toBe('05/03/2021');
  expect(toEnglishDay('2021-10-13')).toBe('13 October 2021');
});

it('a length is written in hours and minutes', () => {
  expect(toDuration(90)).toBe('1 giờ 30 phút');
  expect(toDuration(120)).toBe('2 giờ');
  expect(toDuration(45)).toBe('45 phút');
  expect(toEnglishDuration(61)).toBe('1 hour 1 minute');
});
