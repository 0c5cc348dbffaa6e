import type { BlockStyle } from '#server/core/pdf/pdf-text.ts';
import type { PdfWriter } from '#server/core/pdf/pdf-writer.ts';

/** Lines of about the same length: a last line of one word is what makes a title look typed. */
export function balance(pdf: PdfWriter, text: string, width: number, style: BlockStyle): string[] {
  const lines = pdf.text.wrap(text, width, style);
  if (lines.length < 2 || text.includes('\n')) return lines;
  let [narrow, wide] = [width / 2, width];
  while (wide - narrow > 4) {
    const middle = (narrow + wide) / 2;
    if (pdf.text.wrap(text, middle, style).length > lines.length) narrow = middle;
    else wide = middle;
  }
  return pdf.text.wrap(text, wide, style);
}
