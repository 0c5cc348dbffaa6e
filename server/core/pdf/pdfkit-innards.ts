import type { Font } from 'fontkit';

/** What pdfkit has and its types do not tell. */
export interface PdfkitFont {
  id: string;
  ascender: number;
  encode(text: string): [glyphs: string[], positions: { advanceWidth: number }[]];
  ref(): unknown;
  layoutCache?: Record<string, unknown>;
}

export interface PdfkitPage {
  fonts: Record<string, unknown>;
  xobjects: Record<string, unknown>;
}

export interface PdfkitInnards {
  _font: PdfkitFont;
  page: PdfkitPage;
  addContent(piece: string | Uint8Array): void;
  /** One that is open already will do. */
  registerFont(name: string, font: Font): unknown;
}

export type Pdfkit = PDFKit.PDFDocument & PdfkitInnards;
