import { describe, expect, it } from 'vitest';
import type { Words } from '#client/lib/words.ts';
import { errorStatus } from '#shared/errors.ts';
import { gatherWords } from './gather-words.ts';

const vi = gatherWords(import.meta.glob('./*.vi.ts', { eager: true, import: 'words' }));
const en = gatherWords(import.meta.glob('./*.en.ts', { eager: true, import: 'words' }));

/** `state.open` → its text, for every text however deep. */
function flat(words: Words, prefix = ''): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [name, value] of Object.entries(words)) {
    if (typeof value === 'string') texts.set(prefix + name, value);
    else for (const [inner, text] of flat(value, `${prefix}${name}.`)) texts.set(inner, text);
  }
  return texts;
}

const variablesOf = (text: string) => [...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1]).sort();

describe('the words', () => {
  it('exist in both languages for every feature', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(vi).sort());
  });

  describe.each(Object.keys(vi))('of %s', (feature) => {
    const vietnamese = flat(vi[feature] ?? {});
    const english = flat(en[feature] ?? {});

    it('have the same names in both languages, and in English a singular for every plural', () => {
      const singulars = [...vietnamese.keys()]
        .filter((name) => name.endsWith('_other'))
        .map((name) => name.replace(/_other$/, '_one'));
      expect([...english.keys()].sort()).toEqual([...vietnamese.keys(), ...singulars].sort());
    });

    it('are never empty, and say the same things in both languages', () => {
      for (const [name, text] of english) {
        const original = vietnamese.get(name) ?? vietnamese.get(name.replace(/_one$/, '_other')) ?? '';
        expect(text.trim(), name).not.toBe('');
        expect(original.trim(), name).not.toBe('');
        if (!name.endsWith('_one')) expect(variablesOf(text), name).toEqual(variablesOf(original));
      }
    });

    it('are written with whole letters, so that they can be compared and searched', () => {
      for (const text of [...vietnamese.values(), ...english.values()]) {
        expect(text).toBe(text.normalize('NFC'));
      }
    });
  });

  it('have a text for every failure, in both languages', () => {
    for (const code of Object.keys(errorStatus)) {
      for (const { errors, 'site-errors': siteErrors } of [vi, en]) {
        expect({ ...errors, ...siteErrors }).toHaveProperty(code);
      }
    }
  });
});
