import { expect, test } from 'vitest';
import { safeNext, signInAddress } from './addresses.ts';

test.each([
  null,
  '',
  'https://elsewhere.example',
  '//elsewhere.example',
  '/\\elsewhere.example',
  'javascript:1',
])('after signing in, %j leads home and never off this site', (next) => {
  expect(safeNext(next)).toBe('/');
});

test('after signing in one comes back to where one was', () => {
  const next = new URL(signInAddress('/series/1?from=2'), 'http://lectern.local').searchParams.get('next');
  expect(safeNext(next)).toBe('/series/1?from=2');
});
