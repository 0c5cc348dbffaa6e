import { describe, expect, test } from 'vitest';
import type { TopicStatus } from './attendance-judgement.ts';
import { wayOfPerson } from './attendance-ways.ts';

const topics = (...statuses: TopicStatus[]) => statuses.map((status) => ({ status, isCorrected: false }));

describe('how somebody attended', () => {
  test.each([
    ['was there, though too short', ['too_short', 'absent'], 'self'],
    [
      'was there once and in a hall once: counted once, by what they did themselves',
      ['in_hall', 'passed'],
      'self',
    ],
    ['sat in a hall', ['absent', 'in_hall'], 'hall'],
    ['watched elsewhere', ['external'], 'elsewhere'],
    ['was confirmed by staff', ['confirmed_by_hand', 'excused'], 'by_hand'],
    ['was excused', ['excused', 'not_held'], null],
  ] as const)('%s', (_what, statuses, way) => {
    expect(wayOfPerson({ topics: topics(...statuses) })).toBe(way);
  });

  test('is by themselves for whoever was there while no topic ran', () => {
    expect(wayOfPerson({ topics: topics('absent'), staySeconds: 60 })).toBe('self');
  });

  test('is not at all for whom staff decided to be absent, however long they were connected', () => {
    expect(wayOfPerson({ topics: [{ status: 'absent', isCorrected: true }], staySeconds: 143 })).toBeNull();
  });
});
