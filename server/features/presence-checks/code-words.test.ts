import { describe, expect, it } from 'vitest';
import { limits } from '#shared/limits.ts';
import { codeWords, differsBy, drawWord, foldWord, isWord } from './code-words.ts';

describe('a code word', () => {
  it('is found however a phone writes it: without marks, in capitals, together, with a full stop', () => {
    for (const written of ['Cánh đồng', 'canh dong', 'CANH DONG', 'cánhđồng', ' cánh  đồng. ', 'canh đồng!'])
      expect(isWord(written, 'cánh đồng'), written).toBe(true);
  });

  it('is found with one letter wrong, missing or too many, and with no more', () => {
    for (const written of ['canh donk', 'can dong', 'canh ddong'])
      expect(isWord(written, 'cánh đồng')).toBe(true);
    for (const written of ['', 'c', 'can don', 'cánh tay', 'dong canh'])
      expect(isWord(written, 'cánh đồng'), written).toBe(false);
  });

  it('is like no other: a slip in one is never another', () => {
    for (const word of codeWords) {
      for (const other of codeWords) {
        if (word !== other)
          expect(differsBy(foldWord(word), foldWord(other), 2), `${word}, ${other}`).toBe(false);
      }
    }
  });

  it('fits the field, and begins with no sound that regions say differently', () => {
    for (const word of codeWords) {
      expect(word.length).toBeLessThanOrEqual(limits.codeWordMax);
      expect(word).toBe(word.normalize('NFC'));
      for (const part of word.split(' ')) expect(part).not.toMatch(/^(s|x|tr|ch|v|d|gi|r|l|n(?!g))/u);
    }
  });

  it('comes once in a session until all have come', () => {
    const used = new Set<string>();
    for (let count = 0; count < codeWords.length; count += 1) used.add(drawWord(used, () => 0.999));
    expect(used.size).toBe(codeWords.length);
    expect(codeWords).toContain(drawWord(used, () => 0.5));
  });
});
