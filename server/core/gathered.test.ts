import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Gathered } from './gathered.ts';

/** A loader whose statements the test lets go one by one. */
function makeLoader() {
  const asked: string[][] = [];
  const gates: PromiseWithResolvers<void>[] = [];
  const gathered = new Gathered<string>(async (keys) => {
    asked.push(keys);
    const gate = Promise.withResolvers<void>();
    gates.push(gate);
    await gate.promise;
    return new Map(keys.filter((key) => key !== 'nobody').map((key) => [key, key.toUpperCase()]));
  });
  return { asked, gates, gathered };
}

test('what is asked in one turn goes together, and what comes meanwhile goes with the next', async () => {
  const { asked, gates, gathered } = makeLoader();
  const first = [gathered.get('a'), gathered.get('b'), gathered.get('a'), gathered.get('nobody')];
  await turn();
  const second = [gathered.get('a'), gathered.get('c')];
  expect(asked).toEqual([['a', 'b', 'nobody']]);
  gates[0]?.resolve();
  expect(await Promise.all(first)).toEqual(['A', 'B', 'A', undefined]);
  await turn();
  // Asked again after the first look-up had begun: what changed in between must be seen.
  expect(asked[1]).toEqual(['a', 'c']);
  gates[1]?.resolve();
  expect(await Promise.all(second)).toEqual(['A', 'C']);
});

test('a failure is told to those who asked, and the next are served', async () => {
  const { gates, gathered } = makeLoader();
  const failed = gathered.get('a');
  await turn();
  gates[0]?.reject(new Error('away'));
  await expect(failed).rejects.toThrow('away');
  const next = gathered.get('b');
  await turn();
  gates[1]?.resolve();
  expect(await next).toBe('B');
});
