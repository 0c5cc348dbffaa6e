import PDFDocument from 'pdfkit';
import { giveWay } from '../give-way.ts';
import { fontName, fontOfDocument, weights } from './pdf-fonts.ts';
import { type BlockStyle, PdfText, paleInk, type TextStyle } from './pdf-text.ts';
import type { Pdfkit } from './pdfkit-innards.ts';

export interface PdfOptions {
  title: string;
  /** Who publishes it. */
  author: string;
  subject?: string;
  language: 'vi' | 'en';
  /** Stands in the file and is the only time in it: the same content with the same time is the same file, byte for byte. */
  createdAt: Date;
  layout?: 'portrait' | 'landscape';
  /** In points, on all sides; 72 points are an inch. */
  margin?: number;
  /** At the foot of every page. */
  footer?: PdfFooter;
}

export interface PdfFooter {
  /** At the left, line by line. */
  lines?: readonly string[];
  /** At the right, as in "Trang 2/7". */
  page?: (page: number, pages: number) => string;
}

export interface Place {
  x: number;
  y: number;
  width: number;
}

interface PageLabel {
  reference: PDFKit.PDFKitReference;
  page: number;
}

const FOOTER_SIZE = 7.5;
const FOOTER_LINE = 1.4;
const LABEL_WIDTH = 72;
/** A file is handed on in pieces of about this size. */
const CHUNK_BYTES = 64 * 1024;

/**
 * A PDF/A-2 document on A4: pages, text in Vietnamese, what stands at the foot of each page. Whoever draws with `kit`, pdfkit
 * itself, must draw text with `text`, which knows the fonts.
 */
export class PdfWriter {
  readonly kit: PDFKit.PDFDocument;
  readonly text: PdfText;
  /** Where the next thing goes, from the top of the page. */
  y: number;
  readonly #margin: number;
  readonly #footer: PdfFooter | undefined;
  readonly #labels: PageLabel[] = [];
  #labelResources: PDFKit.PDFKitReference | undefined;
  #page = 0;

  constructor(options: PdfOptions) {
    const { title, author, subject, language, createdAt, layout = 'portrait', margin = 42, footer } = options;
    const info = {
      Title: title,
      Author: author,
      ...(subject ? { Subject: subject } : {}),
      Creator: 'Lectern',
      Producer: 'Lectern',
      CreationDate: createdAt,
      ModDate: createdAt,
    };
    this.kit = new PDFDocument({
      size: 'A4',
      layout,
      margin: 0,
      pdfVersion: '1.7',
      // For archives: every font inside, nothing that a later reader would have to fetch.
      subset: 'PDF/A-2b',
      lang: language,
      displayTitle: true,
      info,
      // None of pdfkit's own: those of an archive are inside the file, and are registered below.
      font: '',
      autoFirstPage: false,
    });
    const kit = this.kit as Pdfkit;
    for (const weight of weights) {
      for (const family of ['main', 'spare'] as const)
        kit.registerFont(fontName(family, weight), fontOfDocument(family, weight));
    }
    this.kit.font(fontName('main', 'regular'));
    this.text = new PdfText(this.kit);
    this.#margin = margin;
    this.#footer = footer;
    this.y = margin;
    this.addPage();
  }

  /** What may be drawn on: between the margins, above the foot. */
  get left(): number {
    return this.#margin;
  }
  get width(): number {
    return this.kit.page.width - 2 * this.#margin;
  }
  get top(): number {
    return this.#margin;
  }
  get bottom(): number {
    return this.kit.page.height - this.#margin - this.#footerHeight;
  }

  addPage(): void {
    this.kit.addPage();
    this.#page += 1;
    this.y = this.#margin;
    this.#drawFooter();
  }

  /** So much must fit on this page, or the next begins. */
  keep(height: number): void {
    if (this.y + height > this.bottom) this.addPage();
  }

  /** A paragraph across the page, or in `place`; moves on below it. */
  paragraph(text: string, style: BlockStyle & { after?: number; place?: Omit<Place, 'y'> } = {}): void {
    const { x, width } = style.place ?? { x: this.left, width: this.width };
    const height = this.text.height(1, style);
    for (const line of this.text.wrap(text, width, style)) {
      this.keep(height);
      this.text.lines([line], x, this.y, width, style);
      this.y += height;
    }
    this.y += style.after ?? 0;
  }

  /** A tick, drawn: the type has none. `size` as of the text beside it. */
  tick({ x, y }: Omit<Place, 'width'>, size: number, color = paleInk): void {
    this.kit
      .save()
      .lineWidth(size * 0.12)
      .lineCap('round')
      .lineJoin('round')
      .strokeColor(color)
      .moveTo(x, y + size * 0.75)
      .lineTo(x + size * 0.28, y + size * 1.02)
      .lineTo(x + size * 0.8, y + size * 0.38)
      .stroke()
      .restore();
  }

  /** A star with five points, drawn for the same reason. */
  star({ x, y }: Omit<Place, 'width'>, size: number, color = paleInk): void {
    const radius = size / 2;
    const points = Array.from({ length: 10 }, (_, index) => {
      const length = index % 2 === 0 ? radius : radius * 0.4;
      const angle = (index * Math.PI) / 5 - Math.PI / 2;
      return [x + radius + length * Math.cos(angle), y + radius + length * Math.sin(angle)] as const;
    });
    this.kit.save().fillColor(color);
    for (const [index, [pointX, pointY]] of points.entries()) {
      if (index === 0) this.kit.moveTo(pointX, pointY);
      else this.kit.lineTo(pointX, pointY);
    }
    this.kit.closePath().fill().restore();
  }

  /** Nothing can be drawn after it. */
  end(): void {
    for (const label of this.#labels) this.#writeLabel(label);
    this.kit.end();
  }

  get #footerHeight(): number {
    if (!this.#footer) return 0;
    return Math.max(this.#footer.lines?.length ?? 0, 1) * FOOTER_SIZE * FOOTER_LINE + 8;
  }

  #drawFooter(): void {
    if (!this.#footer) return;
    const y = this.bottom + 8;
    const style: TextStyle = { size: FOOTER_SIZE, color: paleInk };
    const width = this.width - (this.#footer.page ? LABEL_WIDTH : 0);
    const lines = (this.#footer.lines ?? []).flatMap((line) =>
      this.text.wrap(line, width, style).slice(0, 1),
    );
    this.text.lines(lines, this.left, y, width, { ...style, lineHeight: FOOTER_LINE });
    if (this.#footer.page) this.#placeLabel(y);
  }

  /** How many pages there are is known at the end, and pages are not kept until then: each refers to a form that is written last. */
  #placeLabel(y: number): void {
    const kit = this.kit as Pdfkit;
    kit.font(fontName('main', 'regular'));
    if (!this.#labelResources) {
      this.#labelResources = kit.ref({ Font: { F: kit._font.ref() } });
      this.#labelResources.end(undefined);
    }
    const reference = kit.ref({
      Type: 'XObject',
      Subtype: 'Form',
      BBox: [0, -4, LABEL_WIDTH, FOOTER_SIZE * 2],
      Resources: this.#labelResources,
    });
    kit.page.xobjects.Label = reference;
    const x = this.left + this.width - LABEL_WIDTH;
    kit.addContent(`q 1 0 0 -1 ${x} ${y + FOOTER_SIZE * 1.08} cm /Label Do Q`);
    this.#labels.push({ reference, page: this.#page });
  }

  #writeLabel({ reference, page }: PageLabel): void {
    const label = this.#footer?.page?.(page, this.#page) ?? '';
    const x = LABEL_WIDTH - this.text.width(label, { size: FOOTER_SIZE });
    const kit = this.kit as Pdfkit;
    kit.font(fontName('main', 'regular'));
    // Letter by letter, as its width was measured.
    const glyphs = [...label].flatMap((letter) => kit._font.encode(letter)[0]);
    reference.write(`0.34 g BT /F ${FOOTER_SIZE} Tf 1 0 0 1 ${x.toFixed(3)} 0 Tm <${glyphs.join('')}> Tj ET`);
    reference.end(undefined);
  }
}

/**
 * The file in pieces, drawn while it travels: `draw` yields whenever a piece of its work is done, and is asked on only when what
 * was drawn has been taken. A reader who is slow, or goes away, slows or ends the drawing.
 */
export async function* writePdf(
  options: PdfOptions,
  draw: (pdf: PdfWriter) => Iterable<void> | AsyncIterable<void>,
): AsyncGenerator<Uint8Array> {
  const pdf = new PdfWriter(options);
  const step = giveWay();
  for await (const _ of draw(pdf)) {
    await step();
    if (pdf.kit.readableLength >= CHUNK_BYTES) yield pdf.kit.read() as Uint8Array;
  }
  pdf.end();
  for (let piece = pdf.kit.read(); piece; piece = pdf.kit.read()) yield piece as Uint8Array;
}

/** A short document whole. */
export async function makePdf(options: PdfOptions, draw: (pdf: PdfWriter) => void): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  const pdf = writePdf(options, (writer) => {
    draw(writer);
    return [];
  });
  for await (const piece of pdf) pieces.push(piece);
  return Buffer.concat(pieces);
}
