import type { BlockStyle } from './pdf-text.ts';
import type { PdfWriter, Place } from './pdf-writer.ts';
import type { Pdfkit } from './pdfkit-innards.ts';

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
  const tracks = toTracks(pdf, columns);
  const grid = new Grid(pdf, tracks);
  const headCells = tracks.map((track) => toCell(pdf, track, head));
  const bodyCells = tracks.map((track, index) =>
    toCell(pdf, track, { ...body, align: columns[index]?.align ?? 'left' }),
  );
  const wrap = (texts: readonly string[], cells: readonly Cell[]) =>
    cells.map((cell, index) => cell.wrap(texts[index] ?? ''));
  const lineHeight = size * LINE_HEIGHT;
  const heightOf = (texts: (readonly string[])[]) => {
    let most = 0;
    for (const lines of texts) most = Math.max(most, lines.length);
    return most * lineHeight + 2 * PADDING_Y;
  };

  const titles = wrap(
    columns.map(({ title }) => title),
    headCells,
  );
  const headHeight = heightOf(titles);

  function drawHead(): void {
    pdf.kit.rect(pdf.left, pdf.y, pdf.width, headHeight).fill(HEADING);
    grid.begin();
    drawRow(titles, headHeight, headCells);
  }

  function drawRow(texts: (readonly string[])[], height: number, cells: readonly Cell[]): void {
    pdf.text.gather(() => {
      for (const [index, { x, width, style }] of cells.entries()) {
        pdf.text.lines(texts[index] ?? [], x, pdf.y + PADDING_Y, width, style);
      }
    });
    pdf.y += height;
    grid.endRow();
  }

  const roomOfPage = () => pdf.bottom - pdf.y;

  pdf.keep(headHeight + Math.max(rowHeightMin, lineHeight + 2 * PADDING_Y));
  drawHead();
  for await (const row of rows) {
    let texts = wrap(row, bodyCells);
    let height = Math.max(heightOf(texts), rowHeightMin);
    if (height > roomOfPage() && !isTallerThanPage(height)) nextPage();
    while (height > roomOfPage()) {
      const lines = Math.floor((roomOfPage() - 2 * PADDING_Y) / lineHeight);
      if (lines >= PIECE_LINES_MIN) {
        drawRow(
          texts.map((each) => each.slice(0, lines)),
          lines * lineHeight + 2 * PADDING_Y,
          bodyCells,
        );
        texts = texts.map((each) => each.slice(lines));
        height = heightOf(texts);
      }
      nextPage();
    }
    drawRow(texts, height, bodyCells);
    yield;
  }
  grid.draw();

  function nextPage(): void {
    grid.draw();
    pdf.addPage();
    drawHead();
  }

  function isTallerThanPage(height: number): boolean {
    return height > pdf.bottom - pdf.top - headHeight;
  }
}

/** Where a column stands on the page. */
type Track = Omit<Place, 'y'>;

/** What is written in one column: where, how, and in which lines. */
interface Cell extends Track {
  style: BlockStyle;
  wrap(text: string): readonly string[];
}

function toTracks(pdf: PdfWriter, columns: readonly PdfColumn[]): Track[] {
  const shares = columns.reduce((sum, { share }) => sum + share, 0);
  let x = pdf.left;
  return columns.map(({ share }) => {
    const track = { x, width: (share / shares) * pdf.width };
    x += track.width;
    return track;
  });
}

function toCell(pdf: PdfWriter, track: Track, style: BlockStyle): Cell {
  const width = track.width - 2 * PADDING_X;
  return { x: track.x + PADDING_X, width, style, wrap: pdf.text.wrapper(width, style) };
}

/** The lines of a table on one page. Drawn as one piece when the page is full: they are hundreds, and row by row they took as long as the text. */
class Grid {
  readonly #pdf: PdfWriter;
  readonly #edges: number[];
  #top = 0;
  #rowEnds: number[] = [];

  constructor(pdf: PdfWriter, tracks: readonly Track[]) {
    this.#pdf = pdf;
    this.#edges = tracks.slice(1).map(({ x }) => round(x));
  }

  /** Here, with its heading. */
  begin(): void {
    this.#top = round(this.#pdf.y);
    this.#rowEnds = [];
  }

  endRow(): void {
    this.#rowEnds.push(round(this.#pdf.y));
  }

  draw(): void {
    const { kit, left, width } = this.#pdf;
    const top = this.#top;
    const bottom = this.#rowEnds.pop() ?? top;
    const [start, end] = [round(left), round(left + width)];
    const lines = [
      ...this.#rowEnds.map((y) => `${start} ${y} m ${end} ${y} l`),
      ...this.#edges.map((x) => `${x} ${top} m ${x} ${bottom} l`),
    ];
    (kit as Pdfkit).addContent(
      `0.5 w ${RULE} RG ${start} ${top} ${round(width)} ${round(bottom - top)} re ${lines.join(' ')} S`,
    );
  }
}

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
