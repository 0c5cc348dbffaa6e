import { describe, expect, test } from 'vitest';
import { unzip } from '#tests/support/unzip.ts';
import type { Sheet, SheetCell } from './sheet.ts';
import { writeWorkbook, writeXlsx } from './xlsx.ts';

const columns: Sheet['columns'] = [
  { title: 'STT', kind: 'number', width: 6 },
  { title: 'Câu hỏi', kind: 'text', width: 60 },
  { title: 'Hỏi lúc', kind: 'time', width: 20 },
  { title: 'Hạn', kind: 'day', width: 14 },
];

async function write(rows: Iterable<SheetCell[]>, name = 'Câu hỏi'): Promise<Map<string, string>> {
  const pieces: Uint8Array[] = [];
  for await (const piece of writeXlsx({ name, timeZone: 'Asia/Ho_Chi_Minh', columns, rows }))
    pieces.push(piece);
  return unzip(Buffer.concat(pieces));
}

const sheetOf = async (rows: Iterable<SheetCell[]>) =>
  (await write(rows)).get('xl/worksheets/sheet1.xml') ?? '';

describe('a sheet', () => {
  test('has numbers as numbers, and times as the clock of its place shows them', async () => {
    // 2021-09-28T01:30:00Z is half past eight in Việt Nam; 44467 is that day's number.
    const sheet = await sheetOf([
      [7, 'Hồ sơ?', new Date('2021-09-28T01:30:00Z'), new Date('2021-10-05T00:00:00Z')],
    ]);
    expect(sheet).toContain('<c s="3"><v>7</v></c>');
    expect(sheet).toContain(`<c s="4"><v>${(44_467 * 24 + 8.5) / 24}</v></c>`);
    expect(sheet).toContain('<c s="5"><v>44474</v></c>');
  });

  test('has every second of a day as the nearest number that there is: a hair less would be shown as the second before', async () => {
    const midnight = Date.UTC(2021, 8, 27, 17);
    const rows = Array.from({ length: 86_400 }, (_, second): SheetCell[] => [
      second,
      '',
      new Date(midnight + second * 1_000),
      null,
    ]);
    const values = [...(await sheetOf(rows)).matchAll(/<c s="4"><v>([\d.]+)<\/v>/gu)].map((match) =>
      Number(match[1]),
    );

    expect(values).toHaveLength(86_400);
    const worst = values.reduce(
      (most, value, second) => Math.max(most, Math.abs((value - 44_467) * 86_400 - second)),
      0,
    );
    expect(worst).toBeLessThan(1e-6);
  });

  test('keeps its headings in sight', async () => {
    expect(await sheetOf([])).toMatch(/<pane ySplit="1" topLeftCell="A2"[^>]* state="frozen"\/>/u);
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '=HYPERLINK("http://evil.example")', '＝1+1'])(
    'takes %j for text and nothing else',
    async (text) => {
      const sheet = await sheetOf([[1, text, null, null]]);
      expect(sheet).not.toMatch(/<f[ >]/u);
      expect(sheet).toContain(
        `t="inlineStr"><is><t xml:space="preserve">${text.replaceAll('"', '&quot;')}</t>`,
      );
    },
  );

  test('is well-formed whatever was written', async () => {
    const hostile = '</t></is></c><c><f>1+1</f></c>&\u0000\u0008\uD800\uFFFF ]]> _x0041_ "\'';
    const sheet = await sheetOf([[1, hostile, null, null]]);
    expect(sheet).not.toMatch(/<f>/u);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    expect(sheet).not.toMatch(/[\u0000-\u0008\uFFFF\uD800-\uDFFF]/);
    // A spreadsheet would read the six signs as the letter A.
    expect(sheet).toContain('_x005F_x0041_');
  });

  test('has a name that a spreadsheet takes', async () => {
    const workbook = (await write([], `${'Rất dài '.repeat(10)}[/\\?*:]`)).get('xl/workbook.xml') ?? '';
    const [, name = ''] = /<sheet name="([^"]*)"/u.exec(workbook) ?? [];
    expect(name.length).toBeGreaterThan(0);
    expect(name.length).toBeLessThanOrEqual(31);
    expect(name).not.toMatch(/[[\]/\\?*:]/u);
  });

  test('asks for its rows as it is taken, not before', async () => {
    let asked = 0;
    function* rows(): Generator<SheetCell[]> {
      for (; asked < 100_000; asked += 1) yield [asked, `Câu hỏi số ${asked * 7919}`, null, null];
    }
    const pieces = writeXlsx({ name: 'A', timeZone: 'UTC', columns, rows: rows() });
    let taken = 0;
    for await (const piece of pieces) {
      taken += piece.length;
      if (taken > 50_000) break;
    }
    expect(asked).toBeGreaterThan(0);
    expect(asked).toBeLessThan(50_000);
  });
});

test('sheets stand side by side in one workbook, each under a name of its own; durations are shares of a day', async () => {
  const pieces: Uint8Array[] = [];
  const sheet = (name: string) => ({
    name,
    timeZone: 'UTC',
    columns: [{ title: 'Có mặt', kind: 'duration' as const, width: 12 }],
    rows: [[5_400]],
  });
  for await (const piece of writeWorkbook([sheet('Buổi 1'), sheet('Buổi 1'), sheet('')])) pieces.push(piece);
  const files = unzip(Buffer.concat(pieces));
  const names = [...(files.get('xl/workbook.xml') ?? '').matchAll(/<sheet name="([^"]*)"/gu)];

  expect(names.map((match) => match[1])).toEqual(['Buổi 1', 'Buổi 1 (2)', 'Lectern']);
  expect(files.get('xl/worksheets/sheet3.xml')).toContain('<c s="6"><v>0.0625</v></c>');
  expect(files.get('[Content_Types].xml')).toContain('/xl/worksheets/sheet3.xml');
});
