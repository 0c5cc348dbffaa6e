import { LetterCase } from './letter-case.ts';
import { PageInk } from './page-ink.ts';
import type { Weight } from './pdf-fonts.ts';
import type { Pdfkit, PdfkitFont } from './pdfkit-innards.ts';

export interface LetterStyle {
  weight: Weight;
  size: number;
  /** As #rrggbb. */
  color: string;
}

/** What was said last inside the text that is open, and need not be said again. */
interface OpenText {
  x: number;
  baseline: number;
  font: PdfkitFont | undefined;
  size: number;
  color: string;
}

/**
 * Sets text letter by letter from a case of letters that were looked up once. In a long list it takes a fraction of the time that
 * shaping does; what is lost is kerning, which nobody sees in small print.
 */
export class LetterSetter {
  readonly #kit: Pdfkit;
  readonly #cases = new Map<Weight, LetterCase>();
  readonly #ink = new PageInk();
  #open: OpenText | undefined;
  #isGathering = false;

  constructor(kit: Pdfkit) {
    this.#kit = kit;
  }

  /** In thousandths of the size; not a number where something in it cannot be set letter by letter. */
  measure(text: string, weight: Weight): number {
    const letters = this.#openCase(weight);
    let width = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.codePointAt(at) ?? 0;
      if (code > 0xffff) at += 1;
      const letter = letters.find(code);
      if (!letter) return Number.NaN;
      width += letter.width;
    }
    return width;
  }

  /** A text that can be measured; `baseline` from the top of the page. */
  draw(text: string, x: number, baseline: number, { weight, size, color }: LetterStyle): void {
    const letters = this.#openCase(weight);
    const open = this.#moveTo(round(x), round(baseline), color);
    let isOpen = false;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.codePointAt(at) ?? 0;
      if (code > 0xffff) at += 1;
      const letter = letters.find(code);
      if (!letter) continue;
      if (open.font !== letter.font || open.size !== size) {
        if (isOpen) this.#ink.write('> Tj ');
        this.#takeFont(letter.font, size);
        open.font = letter.font;
        open.size = size;
        isOpen = false;
      }
      if (!isOpen) this.#ink.write('<');
      isOpen = true;
      this.#ink.writeBytes(letter.glyphs);
    }
    if (isOpen) this.#ink.write('> Tj\n');
    if (!this.#isGathering) this.flush();
  }

  /** Whatever `draw` sets becomes one piece of the page. */
  gather(draw: () => void): void {
    this.#isGathering = true;
    draw();
    this.#isGathering = false;
    this.flush();
  }

  /** Before anything else is drawn over it. */
  flush(): void {
    if (!this.#open) return;
    this.#open = undefined;
    this.#ink.write('ET\n');
    this.#kit.addContent(this.#ink.take());
  }

  #moveTo(x: number, baseline: number, color: string): OpenText {
    const open = this.#open;
    if (!open) {
      this.#ink.write(`BT ${toFill(color)}1 0 0 -1 ${x} ${baseline} Tm `);
      this.#open = { x, baseline, font: undefined, size: 0, color };
      return this.#open;
    }
    if (open.color !== color) this.#ink.write(toFill(color));
    // The page's y grows downwards, that of its letters upwards.
    this.#ink.write(`${round(x - open.x)} ${round(open.baseline - baseline)} Td `);
    return Object.assign(open, { x, baseline, color });
  }

  #takeFont(font: PdfkitFont, size: number): void {
    const { fonts } = this.#kit.page;
    fonts[font.id] ??= font.ref();
    this.#ink.write(`/${font.id} ${size} Tf `);
  }

  #openCase(weight: Weight): LetterCase {
    let letters = this.#cases.get(weight);
    if (!letters) {
      letters = new LetterCase(this.#kit, weight);
      this.#cases.set(weight, letters);
    }
    return letters;
  }
}

const fills = new Map<string, string>();

/** #rrggbb as the operator that fills with it. */
function toFill(color: string): string {
  let fill = fills.get(color);
  if (!fill) {
    const parts = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255);
    fill = `${parts.map((part) => part.toFixed(3)).join(' ')} rg `;
    fills.set(color, fill);
  }
  return fill;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
