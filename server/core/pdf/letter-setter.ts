import type { Font } from 'fontkit';
import type { FontRun } from './pdf-fonts.ts';

/** What pdfkit has and its types do not tell. */
export interface PdfkitFont {
  id: string;
  ascender: number;
  encode(text: string): [glyphs: string[], positions: { advanceWidth: number }[]];
  ref(): unknown;
  layoutCache?: Record<string, unknown>;
}
export interface PdfkitInnards {
  _font: PdfkitFont;
  page: { fonts: Record<string, unknown>; xobjects: Record<string, unknown> };
  addContent(text: string): void;
  /** One that is open already will do. */
  registerFont(name: string, font: Font): unknown;
}

interface Letter {
  glyphs: string;
  /** In thousandths of the size. */
  width: number;
}

/** A piece of text as it goes into the file, in any size. */
export interface SetLine {
  font: PdfkitFont;
  glyphs: string;
  /** In thousandths of the size. */
  width: number;
}

interface LetterCase {
  font: PdfkitFont;
  letters: Map<string, Letter>;
}

/**
 * Sets text letter by letter from a case of letters that were looked up once. In a long list it takes a twentieth of the time that
 * shaping does; what is lost is kerning, which nobody sees in small print.
 */
export class LetterSetter {
  readonly #kit: PDFKit.PDFDocument & PdfkitInnards;
  readonly #cases = new Map<string, LetterCase>();

  constructor(kit: PDFKit.PDFDocument) {
    this.#kit = kit as PDFKit.PDFDocument & PdfkitInnards;
  }

  set({ font, text }: FontRun): SetLine {
    const letterCase = this.#open(font);
    const line = { font: letterCase.font, glyphs: '', width: 0 };
    for (const letter of text) {
      const { glyphs, width } = this.#find(letterCase, letter);
      line.glyphs += glyphs;
      line.width += width;
    }
    return line;
  }

  /** `baseline` from the top of the page. */
  draw(
    { font, glyphs }: SetLine,
    { x, baseline, size, color }: { x: number; baseline: number; size: number; color: string },
  ): void {
    const { page } = this.#kit;
    page.fonts[font.id] ??= font.ref();
    this.#kit.addContent(
      `BT ${toFill(color)} /${font.id} ${size} Tf 1 0 0 -1 ${round(x)} ${round(baseline)} Tm <${glyphs}> Tj ET`,
    );
  }

  #open(name: string): LetterCase {
    let letterCase = this.#cases.get(name);
    if (!letterCase) {
      this.#kit.font(name);
      letterCase = { font: this.#kit._font, letters: new Map() };
      this.#cases.set(name, letterCase);
    }
    return letterCase;
  }

  #find({ font, letters }: LetterCase, letter: string): Letter {
    let found = letters.get(letter);
    if (!found) {
      const [glyphs, positions] = font.encode(letter);
      found = {
        glyphs: glyphs.join(''),
        width: positions.reduce((sum, { advanceWidth }) => sum + advanceWidth, 0),
      };
      letters.set(letter, found);
    }
    return found;
  }
}

const fills = new Map<string, string>();

/** #rrggbb as the operator that fills with it. */
function toFill(color: string): string {
  let fill = fills.get(color);
  if (!fill) {
    const parts = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255);
    fill = `${parts.map((part) => part.toFixed(3)).join(' ')} rg`;
    fills.set(color, fill);
  }
  return fill;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
