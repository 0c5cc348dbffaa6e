import { describe, expect, test } from 'vitest';
import { placeInLine, StageStore } from './stage.store.ts';

const own = (hand: number | null) => ({ own: { hand, member: null } });
const hand = (number: number) => ({ number, personId: `p${number}`, name: 'Hoa', raisedAt: '' });

describe('the line of hands', () => {
  test('counts the hands that went up earlier and are still up', () => {
    expect(placeInLine({ hands: [2, 5, 9], ...own(9) })).toBe(3);
    expect(placeInLine({ hands: [9], ...own(9) })).toBe(1);
    expect(placeInLine({ hands: [2], ...own(null) })).toBeUndefined();
  });

  test('counts one’s own before the news of it has come', () => {
    expect(placeInLine({ hands: [2], ...own(3) })).toBe(2);
  });

  test('takes news that comes twice once', () => {
    const store = new StageStore();
    for (const number of [1, 2, 2]) store.news['hand:raised']({ number });
    store.news['hand:lowered']({ numbers: [1, 7] });
    expect(store.state.get().hands).toEqual([2]);
  });

  test('gives staff the hands with their owners', () => {
    const store = new StageStore();
    for (const number of [1, 2, 2]) store.news['hand:staff_raised']({ hand: hand(number) });
    store.news['hand:lowered']({ numbers: [1] });
    expect(store.state.get().raised).toEqual([hand(2)]);
  });
});
