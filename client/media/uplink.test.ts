import { describe, expect, test } from 'vitest';
import {
  judgeUplink,
  noTrouble,
  stepTrouble,
  toUplink,
  type UplinkCounts,
  type UplinkTrouble,
} from './uplink.ts';

const fine: UplinkCounts = {
  atMs: 10_000,
  bytesSent: 1_000_000,
  frameHeight: 720,
  loss: 0,
  roundTripMs: 40,
  availableKbps: 3_000,
  isCpuLimited: false,
};

test('what leaves is counted between two looks', () => {
  const now = { ...fine, atMs: 12_000, bytesSent: 1_500_000 };
  expect(toUplink(fine, now)).toMatchObject({ kbps: 2_000, frameHeight: 720 });
});

describe('an uplink', () => {
  test.each<[Partial<UplinkCounts>, UplinkTrouble | null]>([
    [{}, null],
    [{ loss: 0.03 }, null],
    [{ loss: 0.06 }, 'lossy'],
    [{ roundTripMs: 1_500 }, 'lossy'],
    [{ availableKbps: 400 }, 'narrow'],
    // A voice alone needs little.
    [{ availableKbps: 400, frameHeight: null }, null],
    [{ isCpuLimited: true }, 'busy'],
    [{ isCpuLimited: true, loss: 0.1 }, 'lossy'],
  ])('with %j is in trouble: %s', (change, expected) => {
    expect(judgeUplink({ ...fine, ...change })).toBe(expected);
  });

  test('is warned of after two looks, and calm again only after five', () => {
    const seen: (UplinkTrouble | null)[] = ['lossy', 'lossy', null, null, null, null, null];
    let state = noTrouble;
    const told = seen.map((next) => {
      state = stepTrouble(state, next);
      return state.trouble;
    });
    expect(told).toEqual([null, 'lossy', 'lossy', 'lossy', 'lossy', 'lossy', null]);
  });

  test('that hiccups once is not warned of', () => {
    let state = noTrouble;
    for (const next of ['lossy', null, 'narrow', null, 'busy', null] as const) {
      state = stepTrouble(state, next);
      expect(state.trouble).toBeNull();
    }
  });
});
