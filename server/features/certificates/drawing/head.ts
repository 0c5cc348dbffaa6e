import type { PdfWriter } from '#server/core/pdf/pdf-writer.ts';
import type { CertificateSheet } from '../facts.ts';
import { balance } from './balance.ts';
import type { PrintedImages } from './drawn.ts';
import { colours, MARGIN } from './frame.ts';
import { drawImage } from './image.ts';

const LOGO_HEIGHT = 46;
const LOGO_WIDTH = 120;
const NATION = 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM';
const MOTTO = 'Độc lập – Tự do – Hạnh phúc';
const NATION_EN = 'SOCIALIST REPUBLIC OF VIET NAM';
const MOTTO_EN = 'Independence – Freedom – Happiness';

interface Column {
  x: number;
  width: number;
}

/**
 * Who issues it, and the name of the state, as official papers have them: one body at the left with the state at the right; two
 * bodies at both sides with the state between them.
 * @returns where the head ends
 */
export function drawHead(pdf: PdfWriter, sheet: CertificateSheet, images: PrintedImages): number {
  const { issuers, nation } = sheet.design;
  const right = pdf.kit.page.width - MARGIN;
  const top = MARGIN - 4;
  const [first, second] = issuers;
  const ends: number[] = [];
  const issuer = (one: typeof first, column: Column): void => {
    if (one) ends.push(drawIssuer(pdf, sheet, images, one, column, top));
  };
  if (second) {
    const side = nation ? 222 : 350;
    issuer(first, { x: MARGIN, width: side });
    issuer(second, { x: right - side, width: side });
    if (nation)
      ends.push(drawNation(pdf, sheet, { x: MARGIN + side + 8, width: right - MARGIN - 2 * side - 16 }, top));
  } else if (nation) {
    issuer(first, { x: MARGIN, width: 330 });
    ends.push(drawNation(pdf, sheet, { x: right - 300, width: 300 }, top));
  } else {
    issuer(first, { x: MARGIN, width: right - MARGIN });
  }
  return Math.max(top, ...ends) + 6;
}

function drawIssuer(
  pdf: PdfWriter,
  { design }: CertificateSheet,
  images: PrintedImages,
  { name, nameEn, logoId }: CertificateSheet['design']['issuers'][number],
  { x, width }: Column,
  top: number,
): number {
  let y = top;
  const logo = logoId ? images.get(logoId) : undefined;
  if (logo) {
    const height = Math.min(LOGO_HEIGHT, (LOGO_WIDTH / logo.width) * logo.height);
    drawImage(pdf.kit, logo, { x: x + (width - LOGO_WIDTH) / 2, y, width: LOGO_WIDTH, height });
    y += height + 3;
  }
  const lines = name.split('\n');
  for (const [index, line] of lines.entries()) {
    // The body above in plain letters, the one that issues in bold: as the decree on papers of state has it.
    const weight = index === lines.length - 1 ? 'bold' : 'medium';
    const size = name.length > 90 ? 8.5 : 9.5;
    const style = { size, weight, color: colours.ink, align: 'center', lineHeight: 1.38 } as const;
    y += pdf.text.lines(balance(pdf, line, width, style), x, y, width, style);
  }
  if (design.bilingual && nameEn) {
    const style = {
      size: 8,
      weight: 'italic',
      color: colours.soft,
      align: 'center',
      lineHeight: 1.35,
    } as const;
    y += pdf.text.lines(balance(pdf, nameEn, width, style), x, y, width, style);
  }
  pdf.kit
    .lineWidth(0.7)
    .strokeColor(colours.green)
    .moveTo(x + width / 2 - 26, y + 4)
    .lineTo(x + width / 2 + 26, y + 4)
    .stroke();
  return y + 6;
}

function drawNation(pdf: PdfWriter, { design }: CertificateSheet, { x, width }: Column, top: number): number {
  let y = top;
  const fit = Math.min(11, (11 * width) / pdf.text.width(NATION, { size: 11.2, weight: 'bold' }));
  const nation = { size: fit, weight: 'bold', color: colours.ink, align: 'center', lineHeight: 1.4 } as const;
  y += pdf.text.lines([NATION], x, y, width, nation);
  const motto = { ...nation, size: fit + 0.6 } as const;
  y += pdf.text.lines([MOTTO], x, y, width, motto);
  const wide = pdf.text.width(MOTTO, motto);
  pdf.kit
    .lineWidth(0.7)
    .strokeColor(colours.ink)
    .moveTo(x + (width - wide) / 2, y + 2)
    .lineTo(x + (width + wide) / 2, y + 2)
    .stroke();
  y += 5;
  if (design.bilingual) {
    const style = {
      size: 7.5,
      weight: 'italic',
      color: colours.soft,
      align: 'center',
      lineHeight: 1.35,
    } as const;
    y += pdf.text.lines([NATION_EN, MOTTO_EN], x, y, width, style);
  }
  return y;
}
