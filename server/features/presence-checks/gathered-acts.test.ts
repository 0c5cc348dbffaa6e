import { expect, it } from 'vitest';
import { GatheredActs } from './gathered-acts.ts';

it('does together what comes together, answers each in its place, and keeps things of different keys apart', async () => {
  const batches: [string, number[]][] = [];
  const acts = new GatheredActs<number, number>({
    gatherMs: 1,
    act: async (key, items) => {
      batches.push([key, items]);
      return items.map((item) => item * 10);
    },
  });
  const results = await Promise.all([acts.put('a', 1), acts.put('a', 2), acts.put('b', 3)]);
  expect(results).toEqual([10, 20, 30]);
  expect(batches).toEqual([
    ['a', [1, 2]],
    ['b', [3]],
  ]);
  expect(await acts.put('a', 4)).toBe(40);
});

it('fails all of a batch that fails, and none of the next', async () => {
  let isFirst = true;
  const acts = new GatheredActs<number, number>({
    gatherMs: 1,
    act: async (_, items) => {
      if (isFirst) {
        isFirst = false;
        throw new Error('no database');
      }
      return items;
    },
  });
  const failed = await Promise.allSettled([acts.put('a', 1), acts.put('a', 2)]);
  expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await acts.put('a', 3)).toBe(3);
  await acts.settle();
});
