import type { BlockStyle } from '#server/core/pdf/pdf-text.ts';
import type { PdfWriter } from '#server/core/pdf/pdf-writer.ts';
import type { CertificateSheet } from '../facts.ts';
import { balance } from './balance.ts';
import type { PrintedImages } from './drawn.ts';
import { drawFoot, FOOT_HEIGHT } from './foot.ts';
import { colours, drawFrame, MARGIN } from './frame.ts';
import { drawHead } from './head.ts';
import { toCourseLineEn, toCourseLines, toPersonLine, toPersonLineEn } from './lines.ts';

const TEXT_WIDTH = 660;
/** Below this nobody frames it; what is longer breaks into two lines. */
const NAME_SIZE_MIN = 22;
const NAME_SIZE = 33;

interface Piece {
  lines: string[];
  style: BlockStyle & { size: number };
  /** Space above, in points at full size. */
  before: number;
}

/** The first page. What stands between head and foot is set smaller, step by step, until it fits. */
export function drawFace(pdf: PdfWriter, sheet: CertificateSheet, images: PrintedImages): void {
  drawFrame(pdf, { rosette: true });
  const top = drawHead(pdf, sheet, images);
  const bottom = pdf.kit.page.height - MARGIN - FOOT_HEIGHT - 14;
  const room = bottom - top;
  let scale = 1.06;
  let pieces = toPieces(pdf, sheet, scale);
  while (heightOf(pdf, pieces) > room && scale > 0.62) {
    scale -= 0.03;
    pieces = toPieces(pdf, sheet, scale);
  }
  // A third of what is left over above, so that the eye finds the middle a little high, where it looks for it.
  let y = top + Math.max(0, room - heightOf(pdf, pieces)) * 0.38;
  const x = (pdf.kit.page.width - TEXT_WIDTH) / 2;
  for (const { lines, style, before } of pieces) {
    y += before;
    y += pdf.text.lines(lines, x, y, TEXT_WIDTH, { ...style, align: 'center' });
  }
  drawFoot(pdf, sheet, images);
  if (sheet.specimen) drawSpecimen(pdf);
}

function heightOf(pdf: PdfWriter, pieces: Piece[]): number {
  return pieces.reduce(
    (sum, { lines, style, before }) => sum + before + pdf.text.height(lines.length, style),
    0,
  );
}

function toPieces(pdf: PdfWriter, sheet: CertificateSheet, scale: number): Piece[] {
  const { design, facts } = sheet;
  const pieces: Piece[] = [];
  const add = (text: string, style: BlockStyle & { size: number }, before: number): void => {
    if (!text) return;
    const sized = { ...style, size: style.size * scale };
    pieces.push({ lines: balance(pdf, text, TEXT_WIDTH, sized), style: sized, before: before * scale });
  };
  const english = (text: string, before = 0): void => {
    if (design.bilingual)
      add(text, { size: 9.5, weight: 'italic', color: colours.soft, lineHeight: 1.35 }, before);
  };
  const plain = { size: 12, color: colours.ink, lineHeight: 1.4 };

  add(
    design.documentName.toLocaleUpperCase('vi'),
    { size: 34, weight: 'bold', color: colours.green, lineHeight: 1.25 },
    0,
  );
  english(design.documentNameEn.toLocaleUpperCase('en'));
  add(design.addressee, plain, design.bilingual ? 6 : 8);
  english(design.addresseeEn);
  add(
    facts.name,
    { size: nameSize(pdf, facts.name, scale), weight: 'bold', color: colours.ink, lineHeight: 1.32 },
    // Capitals with two marks, as in "Ẵ", stand high.
    7,
  );
  add(toPersonLine(sheet), { ...plain, size: 11.5 }, 3);
  english(toPersonLineEn(sheet));
  add(design.statement, plain, 8);
  english(design.statementEn);
  add(facts.courseName, { size: 18, weight: 'semibold', color: colours.green, lineHeight: 1.35 }, 3);
  english(design.courseNameEn, 1);
  for (const [index, line] of toCourseLines(sheet).entries()) {
    add(line, { ...plain, size: 11 }, index === 0 ? 4 : 2);
    if (index === 0) english(toCourseLineEn(sheet));
  }
  return pieces;
}

/** Divided by the scale, by which it will be multiplied: a name is as large as its line allows, whatever else stands on the paper. */
function nameSize(pdf: PdfWriter, name: string, scale: number): number {
  const width = pdf.text.width(name, { weight: 'bold', size: NAME_SIZE * scale });
  return width <= TEXT_WIDTH ? NAME_SIZE : Math.max(NAME_SIZE_MIN, (NAME_SIZE * TEXT_WIDTH * 0.99) / width);
}

/** A preview must not be taken for the paper itself. */
function drawSpecimen({ kit, text }: PdfWriter): void {
  const { width, height } = kit.page;
  const style = { size: 96, weight: 'bold', color: colours.gold } as const;
  const wide = text.width('BẢN XEM TRƯỚC', style);
  kit.save().opacity(0.16);
  kit.rotate(-24, { origin: [width / 2, height / 2] });
  text.line('BẢN XEM TRƯỚC', (width - wide) / 2, height / 2 - 70, style);
  kit.restore();
}
