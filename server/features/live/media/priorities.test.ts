import { expect, test } from 'vitest';
import { priorityOf } from './priorities.ts';

test('sound comes before a screen, a screen before the speaker, the speaker before others', () => {
  const order = [
    priorityOf('microphone'),
    priorityOf('screen', 0),
    priorityOf('camera', 2),
    priorityOf('camera', 1),
    priorityOf('camera', 0),
  ];
  expect(order).toEqual([...order].sort((a, b) => b - a));
  expect(new Set(order).size).toBe(order.length);
});

test('a screen’s sound is sound', () => {
  expect(priorityOf('screen_audio')).toBe(priorityOf('microphone'));
});

test('everything is within what mediasoup takes', () => {
  for (const source of ['microphone', 'screen_audio', 'screen', 'camera'] as const) {
    for (const layer of [0, 1, 2]) {
      expect(priorityOf(source, layer)).toBeGreaterThanOrEqual(1);
      expect(priorityOf(source, layer)).toBeLessThanOrEqual(255);
    }
  }
});
