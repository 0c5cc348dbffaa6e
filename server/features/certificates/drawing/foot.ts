import type { BlockStyle } from '#server/core/pdf/pdf-text.ts';
import type { PdfWriter } from '#server/core/pdf/pdf-writer.ts';
import type { CertificateSheet } from '../facts.ts';
import { balance } from './balance.ts';
import { toDayInWords, toEnglishDay } from './dates.ts';
import type { PrintedImages } from './drawn.ts';
import { colours, MARGIN } from './frame.ts';
import { drawImage } from './image.ts';
import { drawQr } from './qr.ts';

export const FOOT_HEIGHT = 148;
const QR = 62;
const SIGNER_WIDTH = 205;
const NUMBERS_WIDTH = 205;
/** Room for a hand to sign in, and a seal of 36 mm over a third of it. */
const SIGNATURE_HEIGHT = 56;

/** Numbers and code at the left; place, day and signers at the right. */
export function drawFoot(pdf: PdfWriter, sheet: CertificateSheet, images: PrintedImages): void {
  const { height, width } = pdf.kit.page;
  const top = height - MARGIN - FOOT_HEIGHT + 8;
  drawNumbers(pdf, sheet, { top, bottom: height - MARGIN + 6 });
  const { signers } = sheet.design;
  const right = width - MARGIN;
  const columns =
    signers.length === 1
      ? [right - SIGNER_WIDTH - 24]
      : [right - 2 * SIGNER_WIDTH - 26, right - SIGNER_WIDTH];
  const dayX = columns.at(-1) ?? right - SIGNER_WIDTH;
  const below = drawPlaceAndDay(pdf, sheet, { x: dayX, top });
  for (const [index, signer] of signers.entries()) {
    drawSigner(pdf, sheet, images, signer, {
      x: columns[index] ?? dayX,
      top: below,
      bottom: height - MARGIN + 4,
    });
  }
}

function drawPlaceAndDay(
  pdf: PdfWriter,
  { design, issuedOn }: CertificateSheet,
  { x, top }: { x: number; top: number },
): number {
  // May be wider than its column: a long name of a place pushes to the left, never past the frame.
  const line = `${design.place}, ${toDayInWords(issuedOn)}`;
  const style = { size: 10.5, weight: 'italic', color: colours.ink } as const;
  const wide = pdf.text.width(line, style);
  const centre = x + SIGNER_WIDTH / 2;
  const end = Math.min(centre + wide / 2, pdf.kit.page.width - MARGIN + 8);
  pdf.text.line(line, end - wide, top - 12, style);
  if (!design.bilingual) return top + 6;
  const english = `${design.placeEn || design.place}, ${toEnglishDay(issuedOn)}`;
  const small = { size: 8, weight: 'italic', color: colours.soft } as const;
  pdf.text.line(
    english,
    Math.min(centre, end - wide / 2) - pdf.text.width(english, small) / 2,
    top + 3,
    small,
  );
  return top + 16;
}

function drawSigner(
  pdf: PdfWriter,
  { design }: CertificateSheet,
  images: PrintedImages,
  { title, titleEn, name, imageId }: CertificateSheet['design']['signers'][number],
  { x, top, bottom }: { x: number; top: number; bottom: number },
): void {
  const centred = (style: Omit<BlockStyle, 'align'>): BlockStyle => ({ ...style, align: 'center' });
  let y = top;
  const titleStyle = centred({
    size: title.length > 60 ? 9 : 10,
    weight: 'bold',
    color: colours.ink,
    lineHeight: 1.35,
  });
  y += pdf.text.lines(
    title.split('\n').flatMap((line) => balance(pdf, line, SIGNER_WIDTH, titleStyle)),
    x,
    y,
    SIGNER_WIDTH,
    titleStyle,
  );
  if (design.bilingual && titleEn) {
    const style = centred({ size: 8, weight: 'italic', color: colours.soft, lineHeight: 1.3 });
    y += pdf.text.lines(balance(pdf, titleEn, SIGNER_WIDTH, style), x, y, SIGNER_WIDTH, style);
  }
  const nameStyle = { size: 11.5, weight: 'bold', color: colours.ink } as const;
  const nameWidth = pdf.text.width(name, nameStyle);
  const size = Math.min(11.5, (11.5 * SIGNER_WIDTH) / nameWidth);
  const nameY = bottom - 17;
  pdf.text.lines([name], x, nameY, SIGNER_WIDTH, centred({ ...nameStyle, size }));

  const image = imageId ? images.get(imageId) : undefined;
  if (!image) return;
  // A signature runs a little over the title above and the name below, as one by hand does.
  const room = { top: Math.min(y, nameY - SIGNATURE_HEIGHT) - 2, bottom: nameY + 5 };
  drawImage(pdf.kit, image, {
    x: x + 15,
    y: room.top,
    width: SIGNER_WIDTH - 30,
    height: Math.max(SIGNATURE_HEIGHT, room.bottom - room.top),
  });
}

function drawNumbers(
  pdf: PdfWriter,
  { design, serial, registerNumber, code, facts }: CertificateSheet,
  { top, bottom }: { top: number; bottom: number },
): void {
  const x = MARGIN + 2;
  const numbers = [
    `Số: ${serial}`,
    ...(design.prints.registerNumber ? [`Số vào sổ: ${registerNumber}`] : []),
  ];
  const style: BlockStyle = { size: 10.5, weight: 'medium', color: colours.ink, lineHeight: 1.45 };
  const qrTop = bottom - QR - 2;
  const lines = numbers.flatMap((line) => pdf.text.wrap(line, NUMBERS_WIDTH + 30, style));
  pdf.text.lines(
    lines,
    x,
    Math.max(top, qrTop - 10 - pdf.text.height(lines.length, style)),
    NUMBERS_WIDTH,
    style,
  );
  drawQr(pdf.kit, facts.address, { x, y: qrTop, size: QR, colour: colours.ink });
  const small: BlockStyle = { size: 8, color: colours.soft, lineHeight: 1.4 };
  const textX = x + QR + 10;
  const textWidth = NUMBERS_WIDTH - QR + 14;
  const address = facts.address.slice(0, facts.address.lastIndexOf('/')).replace(/^https?:\/\//u, '');
  const fitted: BlockStyle = {
    ...small,
    size: Math.max(6, Math.min(8, (8 * textWidth) / pdf.text.width(address, small))),
  };
  const codeStyle: BlockStyle = { size: 9.5, weight: 'semibold', color: colours.ink, lineHeight: 1.45 };
  const blocks: [lines: string[], style: BlockStyle][] = [
    [[design.bilingual ? 'Kiểm tra tại / Verify at' : 'Kiểm tra giấy này tại'], small],
    [pdf.text.wrap(address, textWidth, fitted), fitted],
    [[design.bilingual ? 'mã / code' : 'với mã'], small],
    [[code], codeStyle],
  ];
  const high = blocks.reduce((sum, [each, style]) => sum + pdf.text.height(each.length, style), 0);
  let y = qrTop + (QR - high) / 2;
  for (const [each, style] of blocks) y += pdf.text.lines(each, textX, y, textWidth, style);
}
