import { expect, test } from 'vitest';
import { Admission } from './admission.ts';

function makeAdmission(atOnceMax: number) {
  let nowMs = 0;
  const clock = { now: () => new Date(nowMs), monotonicMs: () => nowMs };
  const admission = new Admission({ clock, atOnceMax });
  const gates = new Map<string, PromiseWithResolvers<void>>();
  const enter = (pageId: string): Promise<void> =>
    admission.admit(pageId, () => {
      const gate = Promise.withResolvers<void>();
      gates.set(pageId, gate);
      return gate.promise;
    });
  /** The place of who is told to wait; undefined for who is in. */
  const placeOf = async (pageId: string): Promise<number | undefined> => {
    const joining = enter(pageId);
    const isIn = gates.has(pageId);
    return isIn ? undefined : joining.then(undefined, ({ details }) => details.place);
  };
  const finish = async (pageId: string): Promise<void> => {
    gates.get(pageId)?.resolve();
    await new Promise(setImmediate);
  };
  return { placeOf, finish, pass: (ms: number) => (nowMs += ms) };
}

test('who comes when many are coming keeps the place in which they came', async () => {
  const { placeOf, finish } = makeAdmission(2);
  expect([await placeOf('a'), await placeOf('b')]).toEqual([undefined, undefined]);
  expect([await placeOf('c'), await placeOf('d'), await placeOf('e')]).toEqual([1, 2, 3]);
  // Asking again does not cost the place, and coming later does not win one.
  expect([await placeOf('e'), await placeOf('d'), await placeOf('c')]).toEqual([3, 2, 1]);
  await finish('a');
  expect([await placeOf('f'), await placeOf('d'), await placeOf('c')]).toEqual([4, 2, undefined]);
  await finish('b');
  expect([await placeOf('e'), await placeOf('d')]).toEqual([2, undefined]);
});

test('who has gone is not waited for', async () => {
  const { placeOf, finish, pass } = makeAdmission(1);
  await placeOf('a');
  expect([await placeOf('b'), await placeOf('c')]).toEqual([1, 2]);
  pass(9_000);
  expect(await placeOf('c')).toBe(2);
  pass(9_000);
  await finish('a');
  expect(await placeOf('c')).toBe(undefined);
});

test('a join that fails makes room for the next', async () => {
  const { placeOf } = makeAdmission(1);
  const clock = { now: () => new Date(), monotonicMs: () => 0 };
  const admission = new Admission({ clock, atOnceMax: 1 });
  await expect(admission.admit('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await admission.admit('b', async () => 'in')).toBe('in');
  expect(await placeOf('c')).toBe(undefined);
});
