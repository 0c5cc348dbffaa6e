import { createHash } from 'node:crypto';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import { expect, test } from 'vitest';
import { fontOfDocument, toFontRuns } from './pdf-fonts.ts';
import { drawTable } from './pdf-table.ts';
import { makePdf, type PdfOptions, writePdf } from './pdf-writer.ts';

const options: PdfOptions = {
  title: 'Danh sách điểm danh',
  author: 'Chi cục Phát triển nông thôn',
  language: 'vi',
  createdAt: new Date('2021-10-13T10:00:00Z'),
  footer: { lines: ['Mã băm cuối chuỗi'], page: (page, pages) => `Trang ${page}/${pages}` },
};

const tones = ['', '\u0300', '\u0309', '\u0303', '\u0301', '\u0323'];
const vowels = [...'aăâeêioôơuưy'].flatMap((vowel) => tones.map((tone) => (vowel + tone).normalize('NFC')));
const consonants = [...'bcdđghklmnpqrstvx'];
const vietnamese = [...vowels, ...consonants].flatMap((letter) => [letter, letter.toLocaleUpperCase('vi')]);

async function readPages(pdf: Uint8Array): Promise<string[]> {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(pdf);
  const pages = [...document.pages()].map((page) => page.getText());
  document.destroy();
  library.destroy();
  return pages;
}

async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const taken: Uint8Array[] = [];
  for await (const piece of pieces) taken.push(piece);
  return Buffer.concat(taken);
}

test('every Vietnamese letter with every tone, in both cases and all weights, can be read back', async () => {
  const weights = ['regular', 'medium', 'semibold', 'bold', 'italic'] as const;
  const pdf = await makePdf(options, (writer) => {
    for (const weight of weights) writer.paragraph(vietnamese.join(' '), { weight, size: 11 });
  });
  const [text = ''] = await readPages(pdf);
  const words = text.split(/\s+/u);

  for (const letter of vietnamese) {
    expect(
      words.filter((word) => word === letter),
      letter,
    ).toHaveLength(weights.length);
  }
});

test('names of the Central Highlands are written with a second font, letter by letter', async () => {
  expect(toFontRuns('Y Bhĭu', 'bold').map(({ font, text }) => [font, text])).toEqual([
    ['BeVietnamPro-Bold', 'Y Bh'],
    ['NotoSans-Bold', 'ĭ'],
    ['BeVietnamPro-Bold', 'u'],
  ]);
  const pdf = await makePdf(options, (writer) => writer.paragraph('Y Bhĭu, H’ƀŏ Ayŭn, Kĕ'));

  expect((await readPages(pdf))[0]).toContain('Y Bhĭu, H’ƀŏ Ayŭn, Kĕ');
});

test('the same content with the same time is the same file', async () => {
  const make = () => makePdf(options, (writer) => writer.paragraph('Nguyễn Thị Ễnh'));
  const hashes = [await make(), await make()].map((pdf) => createHash('sha256').update(pdf).digest('hex'));

  expect(hashes[0]).toBe(hashes[1]);
});

test('what was printed before leaves no trace in the next file: fonts are opened once, their glyphs belong to one document', () => {
  const [first, next] = [fontOfDocument('main', 'bold'), fontOfDocument('main', 'bold')];
  const [glyph] = first.glyphsForString('đ');
  expect(first.getGlyph(glyph?.id ?? 0, [0x41]).codePoints).toEqual([0x111]);
  expect(next.getGlyph(glyph?.id ?? 0, [0x41]).codePoints).toEqual([0x41]);
});

test('a table has its heading on every page, tears no row apart, and pages know how many there are', async () => {
  const rows = Array.from({ length: 120 }, (_, index) => [
    `đầu${index}`,
    `Dòng thứ hai rất dài `.repeat(3),
    `cuối${index}`,
  ]);
  const pdf = await collect(
    writePdf(options, (writer) =>
      drawTable(writer, {
        columns: [
          { title: 'Họ tên', share: 2 },
          { title: 'Ghi chú', share: 3 },
          { title: 'Ký', share: 2 },
        ],
        rows,
        rowHeightMin: 24,
      }),
    ),
  );
  const pages = await readPages(pdf);

  expect(pages.length).toBeGreaterThan(3);
  for (const [index, page] of pages.entries()) {
    expect(page).toContain('Họ tên');
    expect(page.replace(/\s/gu, '')).toContain(`Trang${index + 1}/${pages.length}`);
    const numbers = (name: string) =>
      [...page.matchAll(new RegExp(`${name}(\\d+)`, 'gu'))].map((match) => match[1]);
    expect(numbers('đầu')).toEqual(numbers('cuối'));
  }
});

test('cells have what was entered, in its order: letters of two fonts, marks that stand alone, line ends, signs far from Latin', async () => {
  const cells = ['Y Bhĭu Niê', 'H’ƀŏ Kĕ\u0331 Ayŭn', 'dòng một\ndòng hai', '', '№ 12 ₫', 'Nguyễn Thị Ễnh'];
  const pdf = await collect(
    writePdf(options, (writer) =>
      drawTable(writer, {
        columns: cells.map((_, index) => ({ title: `cột${index}`, share: 1 })),
        rows: [cells, cells.toReversed()],
      }),
    ),
  );
  const text = (await readPages(pdf))[0]?.replace(/\s+/gu, ' ') ?? '';
  const inOrder = (texts: string[]) => texts.filter(Boolean).join(' ').replace(/\s+/gu, ' ');

  expect(text).toContain(`${inOrder(cells)} ${inOrder(cells.toReversed())}`);
});

test('a row that is taller than a page goes on over the next ones and loses nothing', async () => {
  const words = Array.from({ length: 3_000 }, (_, index) => `t${index}`);
  const pdf = await collect(
    writePdf(options, (writer) =>
      drawTable(writer, {
        columns: [
          { title: 'Câu hỏi', share: 1 },
          { title: 'Số', share: 3 },
        ],
        rows: [[words.join(' '), '1']],
      }),
    ),
  );
  const text = (await readPages(pdf)).join('\n');

  for (const word of words) expect(text).toMatch(new RegExp(`\\b${word}\\b`, 'u'));
});

test('a reader who goes away ends the drawing', async () => {
  let drawn = 0;
  function* rows(): Generator<string[]> {
    for (; drawn < 100_000; drawn += 1) yield [`Nguyễn Văn ${drawn}`];
  }
  const pieces = writePdf(options, (writer) =>
    drawTable(writer, { columns: [{ title: 'Họ và tên', share: 1 }], rows: rows() }),
  );
  await pieces.next();
  await pieces.return(undefined);

  expect(drawn).toBeLessThan(10_000);
});
