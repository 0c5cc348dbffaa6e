import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillNumberPattern, isNumberPattern } from './number-pattern.ts';

describe('a pattern of numbers', () => {
  it('writes the number with as many digits as it has letters, and the year', () => {
    expect(fillNumberPattern('{nnnn}/GCN-{year}', { number: 12, year: 2021 })).toBe('0012/GCN-2021');
    expect(fillNumberPattern('{n}/GCN', { number: 12, year: 2021 })).toBe('12/GCN');
  });

  it.each(['GCN', '', '{n}{n}', '1{n}', '{n}1', '{year}{n}', '{N}'])('is none where it is %j', (pattern) => {
    expect(isNumberPattern(pattern)).toBe(false);
  });

  it('gives every number a text of its own', () => {
    const text = fc.string({ unit: fc.constantFrom(...'GCN/-. 0123456789{}nyear') });
    const patterns = fc
      .tuple(text, fc.integer({ min: 1, max: 5 }), text)
      .map(([before, places, after]) => `${before}{${'n'.repeat(places)}}${after}`);
    fc.assert(
      fc.property(patterns, fc.nat(99_999), fc.nat(99_999), (pattern, one, other) => {
        fc.pre(isNumberPattern(pattern) && one !== other);
        const fill = (number: number) => fillNumberPattern(pattern, { number, year: 2021 });
        expect(fill(one)).not.toBe(fill(other));
      }),
    );
  });
});
