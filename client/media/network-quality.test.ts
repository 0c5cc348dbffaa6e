import { expect, test } from 'vitest';
import { judgeNetwork } from './network-quality.ts';

const start = { packetsReceived: 1_000, packetsLost: 10, roundTripMs: 40 };
const after = (received: number, lost: number, roundTripMs: number | null = 40) => ({
  packetsReceived: start.packetsReceived + received,
  packetsLost: start.packetsLost + lost,
  roundTripMs,
});

test('judges by what was lost since the last look, not ever', () => {
  expect(judgeNetwork(start, after(200, 0))).toBe('good');
  expect(judgeNetwork(start, after(190, 10))).toBe('fair');
  expect(judgeNetwork(start, after(170, 30))).toBe('poor');
});

test('a long round trip alone makes a line poor', () => {
  expect(judgeNetwork(start, after(200, 0, 400))).toBe('fair');
  expect(judgeNetwork(start, after(200, 0, 1_200))).toBe('poor');
});

test('says nothing where hardly anything was sent', () => {
  expect(judgeNetwork(start, after(2, 1))).toBeUndefined();
});

test('packets that arrive late after all are no loss', () => {
  expect(judgeNetwork(start, after(200, -5))).toBe('good');
});
