import { expect, test } from 'vitest';
import { areDigitsRight, digitsAt } from './hall-digits.ts';

const secret = new Uint8Array(32).fill(7);
const now = new Date('2021-10-05T02:00:59.000Z');
const later = (ms: number) => new Date(now.getTime() + ms);

test('the digits of a hall change each minute, and count for one minute more', () => {
  const { digits, endsAt } = digitsAt(secret, now);
  expect(digits).toMatch(/^\d{4}$/u);
  expect(endsAt.toISOString()).toBe('2021-10-05T02:01:00.000Z');
  expect(digitsAt(secret, later(1_000)).digits).not.toBe(digits);
  expect(areDigitsRight(secret, now, digits)).toBe(true);
  expect(areDigitsRight(secret, later(60_000), digits)).toBe(true);
  expect(areDigitsRight(secret, later(121_000), digits)).toBe(false);
});

test('another hall has other digits, and what is no number of four digits is wrong', () => {
  const { digits } = digitsAt(secret, now);
  expect(areDigitsRight(new Uint8Array(32).fill(8), now, digits)).toBe(false);
  for (const typed of ['', '1', `${digits}0`, 'abcd']) expect(areDigitsRight(secret, now, typed)).toBe(false);
});
