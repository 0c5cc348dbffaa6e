import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test('nothing is downloaded from a blob: browsers inside other apps let such a tap lead nowhere, without a word', () => {
  const files = globSync('client/**/*.{ts,tsx}').filter((file) => !/\.test\.tsx?$/u.test(file));
  expect(files.length).toBeGreaterThan(100);
  const guilty = files.filter((file) =>
    /createObjectURL|\bblob:|new Blob\(/u.test(readFileSync(file, 'utf8')),
  );
  expect(guilty).toEqual([]);
});
