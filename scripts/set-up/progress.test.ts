import { describe, expect, test } from 'vitest';
import { createCounter, describeDuration } from './progress.mjs';

function counted(isTTY: boolean): string {
  let written = '';
  const write = (text: string) => {
    written += text;
  };
  const counter = createCounter('Building', { isTTY, columns: 40, write });
  for (let done = 1; done <= 261; done++)
    counter.update(done, 261, `Compiling C++ object number-${done}.cpp.o`);
  counter.end();
  return written;
}

describe('a long step', () => {
  test('writes a line every ten per cent where lines cannot be rewritten', () => {
    const lines = counted(false).trimEnd().split('\n');

    expect(lines).toEqual(
      [10, 20, 30, 40, 50, 60, 70, 80, 90, 100].map((percent) => `  Building: ${percent} %`),
    );
  });

  test('rewrites one line on a terminal, never wider than it, and takes it away at the end', () => {
    const shown = counted(true).split('\r\x1b[2K');

    expect(shown.at(-2)).toBe('  Building: 100 % (261 of 261) Compilin');
    expect(shown.at(-1)).toBe('');
    expect(Math.max(...shown.map((line) => line.length))).toBeLessThan(40);
  });
});

test('durations are read at a glance', () => {
  expect([1_234, 43_210, 247_000].map(describeDuration)).toEqual(['1.2 s', '43 s', '4 min 7 s']);
});
