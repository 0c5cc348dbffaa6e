import fc from 'fast-check';
import { expect, test } from 'vitest';
import { moveCell } from './move-cell.ts';

const grid = { rows: 3_000, columns: 13, page: 10 };
const press = (key: string, ctrlKey = false) => ({ key, ctrlKey, metaKey: false });
const from = { row: 20, column: 5 };

test.each([
  ['ArrowUp', false, { row: 19, column: 5 }],
  ['ArrowDown', false, { row: 21, column: 5 }],
  ['ArrowLeft', false, { row: 20, column: 4 }],
  ['ArrowRight', false, { row: 20, column: 6 }],
  ['PageUp', false, { row: 10, column: 5 }],
  ['PageDown', false, { row: 30, column: 5 }],
  ['Home', false, { row: 20, column: 0 }],
  ['End', false, { row: 20, column: 12 }],
  ['Home', true, { row: 0, column: 0 }],
  ['End', true, { row: 2_999, column: 12 }],
  ['ArrowDown', true, { row: 2_999, column: 5 }],
  ['Tab', false, null],
  ['a', false, null],
] as const)('%s (with control: %s) leads where a spreadsheet does', (key, far, expected) => {
  expect(moveCell(from, press(key, far), grid)).toEqual(expected);
});

test('no key leads out of the grid', () => {
  const key = fc.constantFrom(
    'ArrowUp',
    'ArrowDown',
    'ArrowLeft',
    'ArrowRight',
    'PageUp',
    'PageDown',
    'Home',
    'End',
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(key, fc.boolean()), { maxLength: 60 }), (keys) => {
      let place = { row: 0, column: 0 };
      for (const [name, far] of keys) {
        place = moveCell(place, press(name, far), { rows: 7, columns: 4, page: 3 }) ?? place;
        expect(place.row).toBeGreaterThanOrEqual(0);
        expect(place.row).toBeLessThan(7);
        expect(place.column).toBeGreaterThanOrEqual(0);
        expect(place.column).toBeLessThan(4);
      }
    }),
  );
});
