import { expect, test } from 'vitest';
import { chooseLayer } from './layer-choice.ts';

test('a thumbnail gets the smallest picture', () => {
  expect(chooseLayer(68, 3)).toBe(0);
  expect(chooseLayer(180, 1)).toBe(0);
});

test('the speaker across a phone gets the middle one, however fine the screen', () => {
  expect(chooseLayer(202, 2)).toBe(1);
  expect(chooseLayer(202, 3.5)).toBe(1);
});

test('two speakers side by side on a computer get the middle one, one alone the largest', () => {
  expect(chooseLayer(400, 1)).toBe(1);
  expect(chooseLayer(640, 1)).toBe(2);
});

test('a screen larger than any picture gets the largest', () => {
  expect(chooseLayer(2_000, 2)).toBe(2);
});

test('a screen across a phone gets its half, which is sharp there; on a computer the whole of it', () => {
  expect(chooseLayer(202, 2, 'screen')).toBe(0);
  expect(chooseLayer(640, 1, 'screen')).toBe(1);
  expect(chooseLayer(2_000, 2, 'screen')).toBe(1);
});
