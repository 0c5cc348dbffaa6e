import { expect, test } from 'vitest';
import { timeTicks } from './plot-looks.ts';

const at = (time: string) => new Date(`2021-09-28T${time}Z`);
const timesOf = (from: string, to: string, width: number) =>
  timeTicks(at(from), at(to), width).ticks.map((tick) => tick.toISOString().slice(11, 16));

test('times stand at full steps of the clock, as many as have room', () => {
  expect(timesOf('01:03', '04:10', 320)).toEqual(['02:00', '03:00', '04:00']);
  expect(timesOf('01:03', '02:10', 640)).toEqual([
    '01:10',
    '01:20',
    '01:30',
    '01:40',
    '01:50',
    '02:00',
    '02:10',
  ]);
});

test('a moment alone, a day and nothing at all are no trouble', () => {
  expect(timesOf('01:00', '01:00', 320)).toEqual(['01:00']);
  expect(timesOf('00:00', '23:59', 100)).toEqual(['00:00']);
  expect(timeTicks(undefined, undefined, 320)).toEqual({ ticks: [] });
});
