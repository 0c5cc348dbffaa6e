import { expect, test } from 'vitest';
import { choosePageWidth } from './page-width.ts';

const widths = [480, 960, 1_600];

test('a small place gets the small picture', () => {
  expect(choosePageWidth(widths, 360, 1)).toBe(480);
});

test('a fine screen gets more pixels, but not more than the eye can tell', () => {
  expect(choosePageWidth(widths, 360, 2)).toBe(960);
  expect(choosePageWidth(widths, 360, 3)).toBe(960);
});

test('a picture a little narrower than its place will do', () => {
  expect(choosePageWidth(widths, 1_000, 1)).toBe(960);
});

test('where none is wide enough, the widest', () => {
  expect(choosePageWidth(widths, 2_560, 1)).toBe(1_600);
});
