import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Json, toCanonicalJson } from './canonical-json.ts';

it('is one text, whatever order the keys were given in', () => {
  expect(toCanonicalJson({ b: [1, { d: null, c: 'ẩ"' }], a: 1.5e21, Z: true, x: undefined })).toBe(
    '{"Z":true,"a":1.5e+21,"b":[1,{"c":"ẩ\\"","d":null}]}',
  );
  expect(() => toCanonicalJson(Number.NaN)).toThrow('no such number');
});

it('reads back as what was written, and is written the same again', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = toCanonicalJson(value as Json);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(toCanonicalJson(JSON.parse(text) as Json)).toBe(text);
    }),
  );
});
