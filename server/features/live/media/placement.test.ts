import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { choosePlace, EXPECTED_LOAD, type Place } from './placement.ts';

const load = fc.integer({ min: 0, max: 60_000 });
const places = fc
  .array(fc.record({ load, isOpen: fc.boolean() }), { minLength: 1, maxLength: 8 })
  .map((drawn) => drawn.map((place, slot): Place => ({ slot, ...place })));

/** Places learners one after the other and says how many are where. */
function fill(learners: number, workers: number): number[] {
  const at: Place[] = Array.from({ length: workers }, (_, slot) => ({ slot, load: 0, isOpen: slot === 0 }));
  const count = Array.from({ length: workers }, () => 0);
  for (let learner = 0; learner < learners; learner += 1) {
    const { slot } = choosePlace(at) ?? { slot: -1 };
    const chosen = at[slot];
    if (!chosen) throw new Error('nobody was placed');
    chosen.load += EXPECTED_LOAD;
    chosen.isOpen = true;
    count[slot] = (count[slot] ?? 0) + 1;
  }
  return count;
}

describe('the place of a connection', () => {
  test('is never one that is busier than another that the room has', () => {
    fc.assert(
      fc.property(places, (list) => {
        const chosen = choosePlace(list);
        for (const other of list.filter(({ isOpen }) => isOpen)) {
          expect(chosen?.load).toBeLessThanOrEqual(other.load);
        }
      }),
    );
  });

  test('does not depend on the order in which workers are listed', () => {
    fc.assert(
      fc.property(places, (list) => {
        expect(choosePlace(list.toReversed())).toEqual(choosePlace(list));
      }),
    );
  });

  test('is where the room is already, until that worker is well used and another much freer', () => {
    fc.assert(
      fc.property(places, (list) => {
        const open = list.filter(({ isOpen }) => isOpen);
        const chosen = choosePlace(list);
        if (!chosen || chosen.isOpen || open.length === 0) return;
        const freest = Math.min(...open.map((place) => place.load));
        expect(freest).toBeGreaterThanOrEqual(15_000);
        expect(freest - chosen.load).toBeGreaterThanOrEqual(8_000);
      }),
    );
  });

  test('keeps a class on one worker, and spreads a hall evenly over all', () => {
    expect(fill(86, 2)).toEqual([86, 0]);
    expect(fill(500, 2)).toEqual([250, 250]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 400 }), (workers, perWorker) => {
        const counts = fill((86 + perWorker) * workers, workers);
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(40);
      }),
    );
  });
});
