import type { PdfkitInnards } from './letter-setter.ts';
import type { BlockStyle } from './pdf-text.ts';
import type { PdfWriter } from './pdf-writer.ts';

export interface PdfColumn {
  title: string;
  /** Of the page's width, in proportion to the others'. */
  share: number;
  align?: 'left' | 'center' | 'right';
}

export interface PdfTable {
  columns: readonly PdfColumn[];
  rows: Iterable<readonly string[]> | AsyncIterable<readonly string[]>;
  /** In points. */
  size?: number;
  /** Room for a signature. */
  rowHeightMin?: number;
}

const PADDING_X = 4;
const PADDING_Y = 3;
const LINE_HEIGHT = 1.4;
/** #a8a29e, as the file has it. */
const RULE = '0.659 0.635 0.62';
const HEADING = '#f1eee8';
/** Of rows that cannot fit on any page: no less than this is begun at the foot of one. */
const PIECE_LINES_MIN = 3;

/**
 * A table with all its lines, as lists on paper have them. Its heading stands on every page, and no row is torn in two, unless it is
 * taller than a page. Yields after each row.
 */
export async function* drawTable(pdf: PdfWriter, table: PdfTable): AsyncGenerator<void> {
  const { columns, rows, size = 8.5, rowHeightMin = 0 } = table;
  const body: BlockStyle = { size, lineHeight: LINE_HEIGHT };
  const head: BlockStyle = { ...body, weight: 'semibold', align: 'center' };
  const shares = columns.reduce((sum, { share }) => sum + share, 0);
  const widths = columns.map(({ share }) => (share / shares) * pdf.width);
  // Between the columns.
  const edges = widths
    .slice(0, -1)
    .map((_, index) => round(pdf.left + widths.slice(0, index + 1).reduce((sum, width) => sum + width, 0)));
  const wrap = (cells: readonly string[], style: BlockStyle) =>
    widths.map((width, index) => pdf.text.wrap(cells[index] ?? '', width - 2 * PADDING_X, style));
  const lineHeight = size * LINE_HEIGHT;
  const heightOf = (cells: string[][]) =>
    Math.max(...cells.map((lines) => lines.length)) * lineHeight + 2 * PADDING_Y;

  const titles = wrap(
    columns.map(({ title }) => title),
    head,
  );
  const headHeight = heightOf(titles);

  function drawHead(): void {
    pdf.kit.rect(pdf.left, pdf.y, pdf.width, headHeight).fill(HEADING);
    drawRow(titles, headHeight, () => head);
  }

  /** The frame of a row and of its cells, in one piece of content: a page has hundreds of lines, and each as a piece of its own took as long as the text. */
  function drawLines(height: number): void {
    const [top, bottom] = [round(pdf.y), round(pdf.y + height)];
    const verticals = edges.map((x) => `${x} ${top} m ${x} ${bottom} l`).join(' ');
    (pdf.kit as PDFKit.PDFDocument & PdfkitInnards).addContent(
      `0.5 w ${RULE} RG ${round(pdf.left)} ${top} ${round(pdf.width)} ${round(height)} re ${verticals} S`,
    );
  }

  function drawRow(cells: string[][], height: number, styleOf: (column: number) => BlockStyle): void {
    drawLines(height);
    let x = pdf.left;
    for (const [index, lines] of cells.entries()) {
      const width = widths[index] ?? 0;
      pdf.text.lines(lines, x + PADDING_X, pdf.y + PADDING_Y, width - 2 * PADDING_X, styleOf(index));
      x += width;
    }
    pdf.y += height;
  }

  const bodyStyles = columns.map(({ align = 'left' }): BlockStyle => ({ ...body, align }));
  const styleOf = (column: number) => bodyStyles[column] ?? body;
  const roomOfPage = () => pdf.bottom - pdf.y;

  pdf.keep(headHeight + Math.max(rowHeightMin, lineHeight + 2 * PADDING_Y));
  drawHead();
  for await (const row of rows) {
    let cells = wrap(row, body);
    let height = Math.max(heightOf(cells), rowHeightMin);
    if (height > roomOfPage() && !isTallerThanPage(height)) nextPage();
    while (height > roomOfPage()) {
      const lines = Math.floor((roomOfPage() - 2 * PADDING_Y) / lineHeight);
      if (lines >= PIECE_LINES_MIN) {
        drawRow(
          cells.map((each) => each.slice(0, lines)),
          lines * lineHeight + 2 * PADDING_Y,
          styleOf,
        );
        cells = cells.map((each) => each.slice(lines));
        height = heightOf(cells);
      }
      nextPage();
    }
    drawRow(cells, height, styleOf);
    yield;
  }

  function nextPage(): void {
    pdf.addPage();
    drawHead();
  }

  function isTallerThanPage(height: number): boolean {
    return height > pdf.bottom - pdf.top - headHeight;
  }
}

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
