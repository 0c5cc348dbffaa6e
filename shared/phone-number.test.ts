import { expect, test } from 'vitest';
import { isPhoneNumber, toFamiliar, toInternational } from './phone-number.ts';

test.each([
  ['0912345678', '+84912345678'],
  ['0912 345 678', '+84912345678'],
  ['(091) 234.5678', '+84912345678'],
  ['84912345678', '+84912345678'],
  ['+84 912 345 678', '+84912345678'],
  ['0044 20 7946 0958', '+442079460958'],
])('%s is kept as %s', (typed, kept) => {
  expect(toInternational(typed)).toBe(kept);
  expect(isPhoneNumber(kept)).toBe(true);
});

test.each(['', '12345', '0112345678', '09123456789', 'không có'])('%j is no phone number', (typed) => {
  expect(isPhoneNumber(toInternational(typed))).toBe(false);
});

test('a Vietnamese mobile is shown as its owner writes it, others in international form', () => {
  expect(toFamiliar('+84912345678')).toBe('0912 345 678');
  expect(toFamiliar('+442079460958')).toBe('+442079460958');
});
