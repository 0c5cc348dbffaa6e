import { canWrite, fontName, type Weight } from './pdf-fonts.ts';
import type { Pdfkit, PdfkitFont } from './pdfkit-innards.ts';

/** A letter as it goes into the file. */
export interface Letter {
  font: PdfkitFont;
  /** Hexadecimal digits, in ASCII. */
  glyphs: Uint8Array;
  /** In thousandths of the size. */
  width: number;
}

/** Latin in all its forms, Vietnamese at its end, and common signs: they are found by their place. Others are rare. */
const NEAR = 0x2100;

/** The letters of one weight, each looked up once in a document. */
export class LetterCase {
  readonly #kit: Pdfkit;
  readonly #weight: Weight;
  readonly #near: (Letter | null | undefined)[] = new Array(NEAR).fill(undefined);
  readonly #far = new Map<number, Letter | null>();

  constructor(kit: Pdfkit, weight: Weight) {
    this.#kit = kit;
    this.#weight = weight;
  }

  /** Nothing for a mark: it is put in its place by shaping only. */
  find(letter: number): Letter | null {
    const known = letter < NEAR ? this.#near[letter] : this.#far.get(letter);
    if (known !== undefined) return known;
    const text = String.fromCodePoint(letter);
    const found = /\p{M}/u.test(text) ? null : this.#lookUp(text);
    if (letter < NEAR) this.#near[letter] = found;
    else this.#far.set(letter, found);
    return found;
  }

  #lookUp(text: string): Letter {
    const family = canWrite(text, this.#weight) ? 'main' : 'spare';
    const font = this.#kit.font(fontName(family, this.#weight))._font;
    const [glyphs, positions] = font.encode(text);
    return {
      font,
      glyphs: Buffer.from(glyphs.join(''), 'latin1'),
      width: positions.reduce((sum, { advanceWidth }) => sum + advanceWidth, 0),
    };
  }
}
