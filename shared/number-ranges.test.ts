import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readRanges, writeRanges } from './number-ranges.ts';

it('says neighbours together', () => {
  expect(writeRanges([43, 2, 1, 3, 3, 45, 44, 7])).toBe('1-3,7,43-45');
  expect(writeRanges([])).toBe('');
});

it('reads back as the numbers that were written', () => {
  const numbers = fc.array(fc.integer({ min: 1, max: 300 }));
  fc.assert(
    fc.property(numbers, (some) => {
      const sorted = [...new Set(some)].sort((a, b) => a - b);
      expect([...readRanges(writeRanges(some))]).toEqual(sorted);
    }),
  );
});

it.each(['0', '1-', ',1', '1,', '1--2', '1 2', 'x', '-3'])('refuses %j', (text) => {
  expect(() => [...readRanges(text)]).toThrow('no ranges');
});
