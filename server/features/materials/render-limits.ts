import { limits } from '#shared/limits.ts';

/** What one file may cost. Tests give smaller ones. */
export interface RenderLimits {
  pagesMax: number;
  /** Between two signs of progress; the first includes the start of the process. */
  pageTimeoutMs: number;
  totalTimeoutMs: number;
  /** Of the renderer's process, besides twice the file's own size (it is held once by us and once by PDFium). */
  memoryMaxBytes: number;
  /** Of one uploaded image. */
  imagePixelsMax: number;
  /** All pictures of one file. */
  outputMaxBytes: number;
}

export const renderLimits: RenderLimits = {
  pagesMax: limits.pagesPerMaterial,
  /** A slide takes 0.2 s; a map with hundreds of thousands of lines some seconds, and more while a session keeps the cores busy. */
  pageTimeoutMs: 20_000,
  /** 500 pages take two minutes on an idle core; five times that beside a live session. */
  totalTimeoutMs: 10 * 60_000,
  /**
   * Measured peaks: 130 MB for a small file, 160 for a deck, 285 for a PDF of 12-megapixel photos, 390 for an interlaced
   * PNG of 64 megapixels. A server of 2 GB survives one file at this bound.
   */
  memoryMaxBytes: 512 * 1024 * 1024,
  /** 8,000 × 8,000: above every phone's ordinary photo (12-50 megapixels). */
  imagePixelsMax: 64_000_000,
  /** 500 full-page photographs at about 1 MB for all widths. */
  outputMaxBytes: 500_000_000,
};
