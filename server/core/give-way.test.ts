import { expect, test } from 'vitest';
import { giveWay } from './give-way.ts';

function work(ms: number): void {
  for (const began = performance.now(); performance.now() - began < ms; );
}

test('whoever waits outside has their turn once the work has taken long enough, and not before', async () => {
  let turns = 0;
  const count = () => {
    turns += 1;
  };
  const step = giveWay(20);
  setImmediate(count);
  await step();
  expect(turns).toBe(0);
  work(25);
  await step();
  expect(turns).toBe(1);
  setImmediate(count);
  await step();
  expect(turns).toBe(1);
});
