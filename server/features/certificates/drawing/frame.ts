import type { PdfWriter } from '#server/core/pdf/pdf-writer.ts';

export const colours = {
  /** Deep green: prints dark on any machine, and is no seal's red. */
  green: '#0b4a3a',
  gold: '#b08d3e',
  pale: '#e9e2d2',
  soft: '#57534e',
  ink: '#1c1917',
};

/** Of the text, inside the frame. */
export const MARGIN = 52;
const OUTER = 22;
const CORNER = 34;

/** Two rules with turned corners; what a printer that cuts a few millimetres off still leaves whole. */
export function drawFrame({ kit }: PdfWriter, { rosette }: { rosette: boolean }): void {
  const { width, height } = kit.page;
  kit.save();
  if (rosette) drawRosette(kit, width / 2, height / 2 + 14);
  kit
    .lineWidth(1.6)
    .strokeColor(colours.green)
    .rect(OUTER, OUTER, width - 2 * OUTER, height - 2 * OUTER)
    .stroke();
  kit.lineWidth(0.6).strokeColor(colours.gold);
  const inner = OUTER + 5;
  const [left, top, right, bottom] = [inner, inner, width - inner, height - inner];
  kit
    .moveTo(left + CORNER, top)
    .lineTo(right - CORNER, top)
    .moveTo(left + CORNER, bottom)
    .lineTo(right - CORNER, bottom)
    .moveTo(left, top + CORNER)
    .lineTo(left, bottom - CORNER)
    .moveTo(right, top + CORNER)
    .lineTo(right, bottom - CORNER)
    .stroke();
  for (const [x, y, turnX, turnY] of [
    [left, top, 1, 1],
    [right, top, -1, 1],
    [left, bottom, 1, -1],
    [right, bottom, -1, -1],
  ] as const)
    drawCorner(kit, { x, y, turnX, turnY });
  kit.restore();
}

/** A meander of two steps, as on lacquer and brocade borders. */
function drawCorner(
  kit: PDFKit.PDFDocument,
  { x, y, turnX, turnY }: { x: number; y: number; turnX: 1 | -1; turnY: 1 | -1 },
): void {
  const at = (dx: number, dy: number): [number, number] => [x + dx * turnX, y + dy * turnY];
  const path: readonly (readonly [number, number])[] = [
    [CORNER, 0],
    [CORNER, 16],
    [16, 16],
    [16, CORNER],
    [0, CORNER],
  ];
  const curl: readonly (readonly [number, number])[] = [
    [CORNER - 8, 0],
    [0, 0],
    [0, CORNER - 8],
    [10, CORNER - 8],
    [10, 10],
    [CORNER - 8, 10],
    [CORNER - 8, 0],
  ];
  for (const points of [path, curl]) {
    for (const [index, [dx, dy]] of points.entries()) {
      if (index === 0) kit.moveTo(...at(dx, dy));
      else kit.lineTo(...at(dx, dy));
    }
    kit.stroke();
  }
}

/** Behind the text, so pale that it costs no legibility: what a copier loses and an eye remembers. */
function drawRosette(kit: PDFKit.PDFDocument, x: number, y: number): void {
  kit.lineWidth(0.35).strokeColor(colours.pale);
  const petals = 48;
  for (let petal = 0; petal < petals; petal += 1) {
    const angle = (petal * 2 * Math.PI) / petals;
    kit.circle(x + 88 * Math.cos(angle), y + 88 * Math.sin(angle), 62).stroke();
  }
}
