import { expect, test } from 'vitest';
import { Hops } from './hops.ts';

test('what waits for an answer is two crossings deeper, what travels beside it is not', () => {
  const hops = new Hops();
  hops.restart();
  const [join, beside] = [hops.depart('learner'), hops.depart('learner')];
  expect([hops.arrive('server', join), hops.arrive('server', beside)]).toEqual([1, 1]);
  const answer = hops.depart('server');
  expect(hops.arrive('learner', answer)).toBe(2);
  expect(hops.arrive('server', hops.depart('learner'))).toBe(3);
});

test('what had left before the restart is not counted', () => {
  const hops = new Hops();
  const early = hops.depart('learner');
  hops.restart();
  expect(hops.arrive('server', early)).toBeUndefined();
  expect(hops.arrive('learner', hops.depart('server'))).toBe(1);
});
