import { expect, test } from 'vitest';
import { formatTime, localTimeReader } from './local-time.ts';

test.each([
  ['Asia/Ho_Chi_Minh', '2021-09-28T01:59:59.999Z', '28/09/2021 08:59:59'],
  ['Asia/Ho_Chi_Minh', '2021-09-28T17:00:00.000Z', '29/09/2021 00:00:00'],
  ['Asia/Kathmandu', '2021-09-28T01:00:07.000Z', '28/09/2021 06:45:07'],
  // The clocks go forward between these two.
  ['Europe/Berlin', '2021-03-28T00:59:59.000Z', '28/03/2021 01:59:59'],
  ['Europe/Berlin', '2021-03-28T01:00:00.000Z', '28/03/2021 03:00:00'],
  ['UTC', '1969-12-31T23:59:58.500Z', '31/12/1969 23:59:58'],
])('a clock in %s shows %s as %s, whatever was read before', (timeZone, at, shown) => {
  const read = localTimeReader(timeZone);
  const moment = new Date(at);
  read(new Date(moment.getTime() - 1_000));
  read(new Date(Math.floor(moment.getTime() / 60_000) * 60_000));

  expect(formatTime(read(moment))).toBe(shown);
  expect(formatTime(read(moment))).toBe(shown);
});
