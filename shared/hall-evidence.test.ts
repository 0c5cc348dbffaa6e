import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findHallPeople, type TopicAttestation } from './hall-evidence.ts';

const MINUTE_MS = 60_000;
const ninetyMinutes = () => 90 * 60;
const at = (minute: number, ...personIds: string[]): TopicAttestation => ({
  topicId: 'topic',
  atMs: minute * MINUTE_MS,
  personIds,
});

describe('who counts as having been in a hall', () => {
  test('was named at two moments of the topic; whoever looked in once was not there', () => {
    const found = findHallPeople([at(5, 'an', 'binh'), at(45, 'an'), at(85, 'an', 'chi')], ninetyMinutes);
    expect(found).toEqual(new Map([['topic', new Set(['an'])]]));
  });

  test('is not made by two lists of the same minutes', () => {
    expect(findHallPeople([at(5, 'an'), at(6, 'an'), at(14, 'an')], ninetyMinutes).size).toBe(0);
    expect(findHallPeople([at(5, 'an'), at(6, 'an'), at(15, 'an')], ninetyMinutes).size).toBe(1);
  });

  test('of a topic of twelve minutes was named four minutes apart', () => {
    expect(findHallPeople([at(1, 'an'), at(5, 'an')], () => 12 * 60).size).toBe(1);
    expect(findHallPeople([at(1, 'an'), at(4, 'an')], () => 12 * 60).size).toBe(0);
  });

  test('is judged topic by topic', () => {
    const elsewhere = { ...at(60, 'an'), topicId: 'other' };
    expect(findHallPeople([at(5, 'an'), elsewhere], ninetyMinutes).size).toBe(0);
  });

  test('does not depend on the order of the lists, and one more list takes nobody out', () => {
    const attestation = fc.record({
      topicId: fc.constantFrom('a', 'b'),
      atMs: fc.integer({ min: 0, max: 90 * MINUTE_MS }),
      personIds: fc.array(fc.constantFrom('an', 'binh', 'chi'), { maxLength: 4 }),
    });
    fc.assert(
      fc.property(fc.array(attestation, { maxLength: 8 }), attestation, (lists, more) => {
        const found = findHallPeople(lists, ninetyMinutes);
        expect(findHallPeople([...lists].reverse(), ninetyMinutes)).toEqual(found);
        const withMore = findHallPeople([...lists, more], ninetyMinutes);
        for (const [topicId, people] of found) {
          for (const personId of people) expect(withMore.get(topicId)?.has(personId)).toBe(true);
        }
      }),
    );
  });
});
