import { describe, expect, it } from 'vitest';
import { RenderQueue } from './render-queue.ts';
import { Turns } from './turns.ts';

/** A renderer whose work ends when the test says so, or when it is aborted. */
function makeQueue(concurrency: number) {
  const started: string[] = [];
  const aborted: string[] = [];
  const ends = new Map<string, () => void>();
  const queue = new RenderQueue({
    concurrency,
    render: (materialId, signal) =>
      new Promise((resolve) => {
        started.push(materialId);
        ends.set(materialId, resolve);
        signal.addEventListener('abort', () => {
          aborted.push(materialId);
          resolve();
        });
      }),
  });
  return { queue, started, aborted, finish: (materialId: string) => ends.get(materialId)?.() };
}

describe('the queue of renderings', () => {
  it('takes files in the order they came, no more at a time than allowed', async () => {
    const { queue, started, finish } = makeQueue(2);
    for (const id of ['a', 'b', 'c', 'd']) queue.add(id);
    expect(started).toEqual(['a', 'b']);
    expect(queue.waitingCount).toBe(2);

    finish('b');
    await expect.poll(() => started).toEqual(['a', 'b', 'c']);
  });

  it('has no file twice, waiting or running', () => {
    const { queue, started } = makeQueue(1);
    for (const id of ['a', 'a', 'b', 'b']) queue.add(id);
    expect(started).toEqual(['a']);
    expect(queue.waitingCount).toBe(1);
  });

  it('lets go of a deleted one and has ended its rendering when it says so', async () => {
    const { queue, started, aborted } = makeQueue(1);
    for (const id of ['a', 'b', 'c']) queue.add(id);
    await queue.cancel('b');
    await queue.cancel('a');

    expect(aborted).toEqual(['a']);
    expect(started).toEqual(['a', 'c']);
  });

  it('ends everything when it stops, and begins nothing after', async () => {
    const { queue, started, aborted } = makeQueue(2);
    for (const id of ['a', 'b', 'c']) queue.add(id);
    await queue.stop();
    queue.add('d');

    expect(aborted).toEqual(['a', 'b']);
    expect(started).toEqual(['a', 'b']);
  });
});

describe('turns', () => {
  it('keep the order of one thing’s acts, also past one that fails, and hold up no other thing', async () => {
    const turns = new Turns();
    const done: string[] = [];
    const first = Promise.withResolvers<void>();
    const acts = [
      turns.run('a', () => first.promise.then(() => done.push('a1'))),
      turns.run('a', () => Promise.reject(new Error('a2 fails'))),
      turns.run('a', async () => done.push('a3')),
      turns.run('b', async () => done.push('b1')),
    ];
    await acts[3];
    expect(done).toEqual(['b1']);

    first.resolve();
    await Promise.allSettled(acts);
    expect(done).toEqual(['b1', 'a1', 'a3']);
  });
});
