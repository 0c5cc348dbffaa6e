import { expect, test } from 'vitest';
import { findLinkToken, findSessionCode } from './session-code.ts';

test.each([
  ['abc234', 'abc234'],
  [' ABC 234 ', 'abc234'],
  ['abc-234', 'abc234'],
  ['https://hoc.example.vn/s/abc234', 'abc234'],
  ['Mời bà con vào https://hoc.example.vn/s/abc234#k=Zm9vYmFyZm9vYmFyZm9vYmFy', 'abc234'],
])('%j leads to the session %s', (typed, code) => {
  expect(findSessionCode(typed)).toBe(code);
});

test.each(['', 'abc', 'a'.repeat(17), 'mã buổi học'])('%j is no code', (typed) => {
  expect(findSessionCode(typed)).toBeUndefined();
});

test('a pasted personal link keeps the secret that makes it personal', () => {
  expect(findLinkToken('https://hoc.example.vn/s/abc234#k=Zm9vYmFyZm9vYmFyZm9vYmFy')).toBe(
    'Zm9vYmFyZm9vYmFyZm9vYmFy',
  );
  expect(findLinkToken('https://hoc.example.vn/s/abc234')).toBeUndefined();
});
