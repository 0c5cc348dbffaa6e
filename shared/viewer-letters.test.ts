import { expect, test } from 'vitest';
import { VIEWER_ALPHABET, viewerLetters } from './viewer-letters.ts';

test.each([
  ['KTMPX', 'KTMPX'],
  ['k t m p x', 'KTMPX'],
  ['ktm-px.', 'KTMPX'],
  ['12345', ''],
])('%s, as a telephone writes it, is %s', (typed, letters) => {
  expect(viewerLetters(typed)).toBe(letters);
});

test('no letter can be taken for a digit or another, or be changed by a Vietnamese keyboard', () => {
  expect(VIEWER_ALPHABET).not.toMatch(/[AEIOUYDW0-9]/u);
  expect(new Set(VIEWER_ALPHABET).size).toBe(VIEWER_ALPHABET.length);
});
