import { expect, test } from 'vitest';
import { HashQueue } from './hash-queue.ts';

test('never runs more at once than it may, and runs all in order', async () => {
  const queue = new HashQueue({ atOnce: 2, waiting: 10 });
  const gates = Array.from({ length: 5 }, () => Promise.withResolvers<void>());
  const started: number[] = [];
  const all = gates.map((gate, index) =>
    queue.run(async () => {
      started.push(index);
      await gate.promise;
      return index;
    }),
  );
  await Promise.resolve();

  expect(started).toEqual([0, 1]);
  for (const [index, gate] of gates.entries()) {
    gate.resolve();
    await all[index];
  }
  expect(started).toEqual([0, 1, 2, 3, 4]);
});

test('tells whoever finds the line full to come back, and serves those who wait', async () => {
  const queue = new HashQueue({ atOnce: 1, waiting: 1 });
  const gate = Promise.withResolvers<string>();
  const running = queue.run(() => gate.promise);
  const waiting = queue.run(async () => 'second');

  await expect(queue.run(async () => 'third')).rejects.toMatchObject({
    code: 'unavailable',
    details: { retryAfterMs: 5_000 },
  });
  gate.resolve('first');
  expect(await Promise.all([running, waiting])).toEqual(['first', 'second']);
});

test('gives the place on when a hash fails', async () => {
  const queue = new HashQueue({ atOnce: 1, waiting: 1 });
  const failing = queue.run(() => Promise.reject(new Error('no memory')));
  const next = queue.run(async () => 'next');

  await expect(failing).rejects.toThrow('no memory');
  expect(await next).toBe('next');
});
