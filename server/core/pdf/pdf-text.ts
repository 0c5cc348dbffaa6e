import { LetterSetter } from './letter-setter.ts';
import { type FontRun, toFontRuns, type Weight } from './pdf-fonts.ts';
import type { Pdfkit } from './pdfkit-innards.ts';

export interface TextStyle {
  weight?: Weight;
  /** In points. */
  size?: number;
  /** As #rrggbb. */
  color?: string;
}

export interface BlockStyle extends TextStyle {
  /** Between two baselines, in sizes; stacked marks as in "Ễ" need 1.4. */
  lineHeight?: number;
  align?: 'left' | 'center' | 'right';
}

export const ink = '#1c1917';
export const paleInk = '#57534e';
export const LINE_HEIGHT = 1.45;
/** From the top of a line to its baseline, in sizes: above it stand capitals with two marks. */
const BASELINE = 1.08;
/** From this size on text is shaped, with kerning; below, letters are set one after the other. */
const SHAPED_FROM = 12;
/** Words whose shape is remembered; a long document has more different ones than memory should hold. */
const SHAPES_MAX = 4_000;

/** Texts whose pieces, and whose lines, are remembered: a column says the same again and again. */
const TEXTS_MAX = 4_000;

interface Run extends FontRun {
  isShaped: boolean;
}

const graphemes = new Intl.Segmenter('vi', { granularity: 'grapheme' });

/** Measures, breaks and draws text that may need two fonts in one word. */
export class PdfText {
  readonly #kit: Pdfkit;
  readonly #letters: LetterSetter;
  readonly #runs = new Map<string, Run[]>();
  readonly #wrapped = new Map<string, string[]>();
  #shapes = 0;

  constructor(kit: PDFKit.PDFDocument) {
    this.#kit = kit as Pdfkit;
    this.#letters = new LetterSetter(this.#kit);
  }

  width(text: string, { weight = 'regular', size = 10 }: TextStyle): number {
    const thousandths = size < SHAPED_FROM ? this.#letters.measure(text, weight) : Number.NaN;
    if (!Number.isNaN(thousandths)) return (thousandths * size) / 1000;
    let width = 0;
    for (const run of this.#toRuns(text, weight, size)) width += this.#runWidth(run, weight, size);
    return width;
  }

  /** One line; `x` is where it begins, `y` the top of the line. */
  line(text: string, x: number, y: number, style: TextStyle): void {
    const { weight = 'regular', size = 10, color = ink } = style;
    const baseline = y + size * BASELINE;
    if (size < SHAPED_FROM && !Number.isNaN(this.#letters.measure(text, weight))) {
      this.#letters.draw(text, x, baseline, { weight, size, color });
      return;
    }
    let at = x;
    for (const run of this.#toRuns(text, weight, size)) {
      const width = this.#runWidth(run, weight, size);
      if (run.isShaped) {
        this.#letters.flush();
        this.#kit
          .fillColor(color)
          .font(run.font)
          .fontSize(size)
          .text(run.text, at, baseline, { lineBreak: false, baseline: 'alphabetic' });
      } else this.#letters.draw(run.text, at, baseline, { weight, size, color });
      at += width;
    }
  }

  /** Of text that is drawn by `draw`, small print goes into the file as one piece: for what has many cells. Nothing but text may be drawn by it. */
  gather(draw: () => void): void {
    this.#letters.gather(draw);
  }

  /** In lines no wider than `width`; a word that is wider than a line is broken between letters. Line ends in the text are kept. */
  wrap(text: string, width: number, style: TextStyle): string[] {
    const key = `${style.weight} ${style.size} ${width} ${text}`;
    return [...remember(this.#wrapped, key, () => this.#wrapText(text, width, style))];
  }

  /** Wraps what is written in one column, again and again. */
  wrapper(width: number, style: TextStyle): (text: string) => readonly string[] {
    const wrapped = new Map<string, string[]>();
    return (text) => {
      // As nearly all cells of a table do; to measure them costs less than to remember them.
      if (!/^ |\p{Cc}/u.test(text) && this.width(text, style) <= width) return [text];
      return remember(wrapped, text, () => this.#wrapText(text, width, style));
    };
  }

  height(lines: number, { size = 10, lineHeight = LINE_HEIGHT }: BlockStyle): number {
    return lines * size * lineHeight;
  }

  /** Lines one below the other. @returns the height that they take */
  lines(lines: readonly string[], x: number, y: number, width: number, style: BlockStyle): number {
    const { size = 10, lineHeight = LINE_HEIGHT, align = 'left' } = style;
    for (const [index, text] of lines.entries()) {
      const spare = align === 'left' ? 0 : width - this.width(text, style);
      this.line(text, x + (align === 'center' ? spare / 2 : spare), y + index * size * lineHeight, style);
    }
    return this.height(lines.length, style);
  }

  #wrapText(text: string, width: number, style: TextStyle): string[] {
    return text
      .split(/\r\n|\r|\n/u)
      .flatMap((paragraph) => this.#wrapParagraph(paragraph.replace(/\p{Cc}/gu, ' '), width, style));
  }

  #wrapParagraph(paragraph: string, width: number, style: TextStyle): string[] {
    // Word by word, each would be measured over and over.
    const whole = paragraph.replace(/^ +/u, '');
    if (this.width(whole, style) <= width) return [whole];
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph.split(' ')) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (this.width(longer, style) <= width) {
        line = longer;
        continue;
      }
      if (line !== '') lines.push(line);
      line = word;
      while (this.width(line, style) > width) {
        const head = this.#headThatFits(line, width, style);
        lines.push(head);
        line = line.slice(head.length);
      }
    }
    return [...lines, line];
  }

  /** At least one letter, so that the narrowest column still comes to an end. */
  #headThatFits(word: string, width: number, style: TextStyle): string {
    let head = '';
    let room = width;
    for (const { segment } of graphemes.segment(word)) {
      room -= this.width(segment, style);
      if (head !== '' && room < 0) break;
      head += segment;
    }
    return head;
  }

  #toRuns(text: string, weight: Weight, size: number): readonly Run[] {
    const isLarge = size >= SHAPED_FROM;
    return remember(this.#runs, `${weight} ${isLarge} ${text}`, () =>
      // A mark that stands alone is put in its place by shaping only.
      toFontRuns(text, weight).map((run) => ({ ...run, isShaped: isLarge || /\p{M}/u.test(run.text) })),
    );
  }

  #runWidth({ text, font, isShaped }: Run, weight: Weight, size: number): number {
    if (!isShaped) return (this.#letters.measure(text, weight) * size) / 1000;
    this.#kit.font(font).fontSize(size);
    this.#forgetShapes();
    return this.#kit.widthOfString(text);
  }

  #forgetShapes(): void {
    this.#shapes += 1;
    if (this.#shapes < SHAPES_MAX) return;
    this.#shapes = 0;
    const { _font } = this.#kit;
    if (_font.layoutCache) _font.layoutCache = Object.create(null) as Record<string, unknown>;
  }
}

function remember<Value>(known: Map<string, Value>, key: string, make: () => Value): Value {
  const before = known.get(key);
  if (before !== undefined) return before;
  const made = make();
  if (known.size >= TEXTS_MAX) known.clear();
  known.set(key, made);
  return made;
}
