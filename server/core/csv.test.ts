import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CsvCell, writeCsv } from './csv.ts';

const write = (lines: CsvCell[][]): string => [...writeCsv(lines)].join('');

/** Reads RFC 4180 and nothing else; throws at what it does not allow. */
function read(file: string): string[][] {
  expect(file.startsWith('\uFEFF')).toBe(true);
  const lines: string[][] = [];
  let at = 1;
  while (at < file.length) {
    const cells: string[] = [];
    while (true) {
      const field = /"((?:[^"]|"")*)"|[^",\r\n]*/uy;
      field.lastIndex = at;
      const [whole = '', quoted] = field.exec(file) ?? [];
      at += whole.length;
      cells.push(quoted === undefined ? whole : quoted.replaceAll('""', '"'));
      if (file[at] !== ',') break;
      at += 1;
    }
    if (file.slice(at, at + 2) !== '\r\n') throw new Error(`no end of line at ${at}`);
    at += 2;
    lines.push(cells);
  }
  return lines;
}

// Text of the characters that matter, as often as letters.
const text = fc.string({
  unit: fc.constantFrom(...'=+-@＝＋－＠;,\t\r\n"\' ', 'a', 'Ế', '0', '😀'),
  maxLength: 12,
});
const formulaSigns = '=+-@＝＋－＠';
const withoutApostrophes = (cell: string): string => cell.replaceAll("'", '');

describe('a file of comma-separated values', () => {
  test('is read back as it was written, but for apostrophes in front of formulas', () => {
    fc.assert(
      fc.property(fc.array(fc.array(text, { minLength: 2, maxLength: 4 }), { maxLength: 4 }), (lines) => {
        const back = read(write(lines));
        expect(back.map((cells) => cells.map(withoutApostrophes))).toEqual(
          lines.map((cells) => cells.map(withoutApostrophes)),
        );
      }),
      { numRuns: 1_000 },
    );
  });

  test('changes nothing in text that holds no formula', () => {
    const plain = text.filter(
      (value) => !new RegExp(`[${formulaSigns.replace('-', '\\-')}\t\r\n]`, 'u').test(value),
    );
    fc.assert(
      fc.property(fc.array(plain, { minLength: 2, maxLength: 4 }), (cells) => {
        expect(read(write([cells]))).toEqual([cells]);
      }),
      { numRuns: 1_000 },
    );
  });

  test('has no cell that begins a formula', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 2, maxLength: 4 }), (cells) => {
        for (const cell of read(write([cells])).flat())
          expect(cell).not.toMatch(/^(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/u);
      }),
      { numRuns: 1_000 },
    );
  });

  test('has none either for a program that splits at semicolons, tabs or line ends without looking at quotes', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 2, maxLength: 4 }), (cells) => {
        // Commas are out of the game: such a program sees them as letters.
        const file = write([cells.map((cell) => cell.replaceAll(',', ''))]).slice(1);
        for (const piece of file.split(/[;\t\r\n]/u)) expect(piece).not.toMatch(/^[\s"]*[=+\-@＝＋－＠]/u);
      }),
      { numRuns: 1_000 },
    );
  });

  test.each([
    ['=HYPERLINK("http://x")', '\'=HYPERLINK("http://x")'],
    ['+84912345678', "'+84912345678"],
    ['-1+1', "'-1+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t'=1"],
    ['＝1+1', "'＝1+1"],
    ['Hoa;=1+1', "Hoa;'=1+1"],
  ])('writes %j as text', (cell, expected) => {
    expect(read(write([[cell, 'x']]))).toEqual([[expected, 'x']]);
  });

  test('begins with the mark of UTF-8 and ends each line as spreadsheets do', () => {
    expect(
      write([
        ['Họ và tên', 'Phút'],
        ['Đặng Thị Hoà', 62],
        [null, 0],
      ]),
    ).toBe('\uFEFFHọ và tên,Phút\r\nĐặng Thị Hoà,62\r\n,0\r\n');
  });

  test('comes in pieces, each asked for when the one before is gone', () => {
    let made = 0;
    const lines = (function* () {
      for (; made < 10_000; made += 1) yield ['Nguyễn Thị Hoa', made];
    })();
    const pieces = writeCsv(lines);
    pieces.next();
    expect(made).toBeLessThan(2_000);
    expect([...pieces].every((piece) => piece.length < 20_000)).toBe(true);
    expect(made).toBe(10_000);
  });
});
