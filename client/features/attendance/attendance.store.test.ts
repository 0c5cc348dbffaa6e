import { expect, test } from 'vitest';
import type { AttendanceRowDto } from '#shared/features/attendance.ts';
import { secondsUntil } from './attendance.store.ts';

const row = (more: Partial<AttendanceRowDto> = {}): AttendanceRowDto => ({
  personId: '00000000-0000-4000-8000-000000000001',
  name: 'Nguyễn Thị Lan',
  firstSeenAt: '2021-09-28T01:00:00.000Z',
  lastSeenAt: '2021-09-28T01:10:00.000Z',
  present: true,
  seconds: 600,
  topics: [],
  ...more,
});
const asOf = '2021-09-28T01:10:00.000Z';
const laterMs = Date.parse('2021-09-28T01:11:30.500Z');

test('whoever is present goes on gaining seconds while the session runs', () => {
  expect(secondsUntil({ row: row(), asOf }, laterMs, true)).toBe(690);
});

test('whoever has left, and everybody once it is over, keeps what the server counted', () => {
  expect(secondsUntil({ row: row({ present: false }), asOf }, laterMs, true)).toBe(600);
  expect(secondsUntil({ row: row(), asOf }, laterMs, false)).toBe(600);
});

test('a clock that runs behind takes nothing away', () => {
  expect(secondsUntil({ row: row(), asOf }, Date.parse(asOf) - 5_000, true)).toBe(600);
});
