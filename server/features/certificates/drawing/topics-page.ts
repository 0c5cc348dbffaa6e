import type { PdfWriter } from '#server/core/pdf/pdf-writer.ts';
import type { CertificateSheet } from '../facts.ts';
import { toDuration } from './dates.ts';
import { colours, drawFrame, MARGIN } from './frame.ts';
import { totalMinutes } from './lines.ts';

const PADDING = 5;
const SIZE = 10.5;
const LINE = 1.4;
/** Room for the line with code and number. */
const FOOT = 26;

interface Column {
  title: string;
  width: number;
  align: 'left' | 'center' | 'right';
}

/** What was taught, and how long. @returns how many pages it took */
export function drawTopics(pdf: PdfWriter, sheet: CertificateSheet): number {
  const { design, facts } = sheet;
  const { prints } = design;
  const bilingual = (text: string, english: string) => (design.bilingual ? `${text}\n${english}` : text);
  const wide = pdf.kit.page.width - 2 * (MARGIN + 8);
  const fixed = 44 + (prints.hours ? 120 : 0) + (prints.results ? 110 : 0);
  const columns: Column[] = [
    { title: bilingual('STT', 'No.'), width: 44, align: 'center' },
    { title: bilingual('Chuyên đề', 'Topic'), width: wide - fixed, align: 'left' },
    ...(prints.hours
      ? [{ title: bilingual('Thời lượng', 'Length'), width: 120, align: 'center' } as const]
      : []),
    ...(prints.results
      ? [{ title: bilingual('Kết quả', 'Result'), width: 110, align: 'center' } as const]
      : []),
  ];
  let pages = 0;
  let y = 0;
  const begin = (): void => {
    pdf.addPage();
    pages += 1;
    drawFrame(pdf, { rosette: false });
    y = drawHeading(pdf, sheet);
    y += drawRow(
      pdf,
      columns,
      columns.map(({ title }) => title),
      y,
      'head',
    );
    drawCode(pdf, sheet);
  };
  const bottom = pdf.kit.page.height - MARGIN - FOOT;
  begin();
  const rows = facts.topics.map(({ title, minutes, passed }, index) => [
    String(index + 1),
    title,
    ...(prints.hours ? [minutes > 0 ? toDuration(minutes) : '–'] : []),
    ...(prints.results ? [passed ? 'Đạt' : 'Không đạt'] : []),
  ]);
  for (const row of rows) {
    if (y + heightOf(pdf, columns, row, 'row') > bottom) begin();
    y += drawRow(pdf, columns, row, y, 'row');
  }
  if (!prints.hours) return pages;
  const total = [
    '',
    bilingual('Tổng cộng', 'Total'),
    toDuration(totalMinutes(facts)),
    ...(prints.results ? [`${facts.topicsPassed}/${facts.topics.length}`] : []),
  ];
  if (y + heightOf(pdf, columns, total, 'total') > bottom) begin();
  drawRow(pdf, columns, total, y, 'total');
  return pages;
}

function drawHeading(pdf: PdfWriter, { design, facts, serial }: CertificateSheet): number {
  const x = MARGIN + 8;
  const width = pdf.kit.page.width - 2 * x;
  let y = MARGIN + 2;
  const title = {
    size: 17,
    weight: 'bold',
    color: colours.green,
    align: 'center',
    lineHeight: 1.35,
  } as const;
  y += pdf.text.lines(['NỘI DUNG CHƯƠNG TRÌNH'], x, y, width, title);
  if (design.bilingual) {
    y += pdf.text.lines(['COURSE CONTENT'], x, y, width, {
      size: 9,
      weight: 'italic',
      color: colours.soft,
      align: 'center',
      lineHeight: 1.35,
    });
  }
  const course = {
    size: 11,
    weight: 'medium',
    color: colours.ink,
    align: 'center',
    lineHeight: 1.4,
  } as const;
  y += pdf.text.lines(pdf.text.wrap(facts.courseName, width, course), x, y, width, course);
  const whose = { size: 9.5, color: colours.soft, align: 'center', lineHeight: 1.5 } as const;
  const line = `Kèm theo ${design.documentName.toLocaleLowerCase('vi')} số ${serial} cấp cho ${facts.name}`;
  y += pdf.text.lines(pdf.text.wrap(line, width, whose), x, y, width, whose);
  return y + 8;
}

function drawCode(pdf: PdfWriter, { facts }: CertificateSheet): void {
  const style = { size: 8, color: colours.soft, align: 'center' } as const;
  const width = pdf.kit.page.width - 2 * MARGIN;
  const text = facts.address.replace(/^https?:\/\//u, '');
  pdf.text.lines([text], MARGIN, pdf.kit.page.height - MARGIN - 8, width, style);
}

type Kind = 'head' | 'row' | 'total';

const styleOf = (kind: Kind, align: Column['align']) =>
  ({
    size: kind === 'head' ? 10 : SIZE,
    weight: kind === 'row' ? 'regular' : 'semibold',
    color: kind === 'head' ? colours.green : colours.ink,
    align,
    lineHeight: LINE,
  }) as const;

function linesOf(pdf: PdfWriter, columns: Column[], cells: string[], kind: Kind): string[][] {
  return columns.map(({ width, align }, index) =>
    pdf.text.wrap(cells[index] ?? '', width - 2 * PADDING, styleOf(kind, align)),
  );
}

function heightOf(pdf: PdfWriter, columns: Column[], cells: string[], kind: Kind): number {
  const most = Math.max(...linesOf(pdf, columns, cells, kind).map((lines) => lines.length));
  return most * styleOf(kind, 'left').size * LINE + 2 * PADDING;
}

/** Rules between rows alone: columns are told apart by their alignment. */
function drawRow(pdf: PdfWriter, columns: Column[], cells: string[], y: number, kind: Kind): number {
  const height = heightOf(pdf, columns, cells, kind);
  const left = MARGIN + 8;
  const right = pdf.kit.page.width - left;
  let x = left;
  for (const [index, lines] of linesOf(pdf, columns, cells, kind).entries()) {
    const column = columns[index];
    if (!column) continue;
    pdf.text.lines(lines, x + PADDING, y + PADDING, column.width - 2 * PADDING, styleOf(kind, column.align));
    x += column.width;
  }
  pdf.kit
    .lineWidth(kind === 'row' ? 0.4 : 1)
    .strokeColor(kind === 'row' ? colours.gold : colours.green)
    .moveTo(left, y + height)
    .lineTo(right, y + height)
    .stroke();
  return height;
}
