/**
 * The renderer: a process of its own that turns one uploaded file into pictures and ends. It holds nothing but this
 * file, may read only it and its own code, write only its folder, and is ended from outside when it takes too long or too much.
 * Its parent is `render-process.ts`; what they say to each other is in `render-protocol.ts`.
 */
import { mkdir, readFile } from 'node:fs/promises';
import { type PDFiumDocument, PDFiumLibrary } from '@hyzyla/pdfium';
import sharp, { type Sharp } from 'sharp';
import { AppError } from '#shared/errors.ts';
import { choosePictureSize, heightAt, type PictureSize } from './picture-sizes.ts';
import type { RenderFailure, RenderJob, RenderMessage } from './render-protocol.ts';
import type { MaterialMediaType } from './sniff.ts';

/**
 * 80 of 100: small print stays clean. Effort 2 of 6 takes half the time of 4 and makes slides 4 % larger:
 * the first page is on screen sooner, and a live session keeps its cores.
 */
const webp = { quality: 80, effort: 2 };
/** Broken and cut off images are failures; odd but readable ones, as phones write them, are not. */
const failOn = 'error';
/** Each image type may use its own decoder and no other, whatever the bytes try to be. */
const decoders: Record<Exclude<MaterialMediaType, 'application/pdf'>, string> = {
  'image/png': 'VipsForeignLoadPngFile',
  'image/jpeg': 'VipsForeignLoadJpegFile',
  'image/webp': 'VipsForeignLoadWebpFile',
  'image/gif': 'VipsForeignLoadNsgifFile',
};

class FileFailure extends Error {
  readonly code: RenderFailure;

  constructor(code: RenderFailure, detail: string) {
    super(detail);
    this.code = code;
  }
}

interface Pixels {
  data: Uint8Array;
  width: number;
  height: number;
  channels: 1 | 2 | 3 | 4;
}

// The parent holds the other end: when it dies, however it dies, this ends too.
process.stdin.on('end', () => process.exit(1)).resume();

sharp.cache(false);
sharp.concurrency(1);
sharp.block({ operation: ['VipsForeignLoad'] });

const job = JSON.parse(process.argv[2] ?? '') as RenderJob;
const render = job.mediaType === 'application/pdf' ? await preparePdf() : prepareImage(job.mediaType);
tell({ type: 'ready' });
try {
  await render();
  tell({ type: 'done' });
} catch (error) {
  tell({ type: 'failed', ...toFailure(error) });
}
process.exit(0);

async function preparePdf(): Promise<() => Promise<void>> {
  const library = await PDFiumLibrary.init();
  return async () => {
    const document = await library.loadDocument(await readFile(job.file));
    const pageCount = document.getPageCount();
    if (pageCount < 1) throw new FileFailure('file_broken', 'no pages');
    if (pageCount > job.pagesMax) throw new FileFailure('file_too_complex', `${pageCount} pages`);

    for (let page = 1; page <= pageCount; page += 1) await renderPdfPage(document, page);
  };
}

async function renderPdfPage(document: PDFiumDocument, number: number): Promise<void> {
  const page = document.getPage(number - 1);
  const { originalWidth, originalHeight } = page.getOriginalSize();
  // PDFium gives an unreadable page the size of nothing.
  if (!(originalWidth > 0 && originalHeight > 0))
    throw new FileFailure('file_broken', `page ${number} is unreadable`);

  const size = choosePictureSize({ width: originalWidth, height: originalHeight, unit: 'point' });
  const { data, width, height } = await page.render({
    width: size.width,
    height: size.height,
    render: 'bitmap',
  });
  await writePictures({ page: number, size, pixels: { data, width, height, channels: 4 } });
}

function prepareImage(mediaType: Exclude<MaterialMediaType, 'application/pdf'>): () => Promise<void> {
  sharp.unblock({ operation: [decoders[mediaType]] });
  return async () => {
    const input = () =>
      sharp(job.file, { failOn, limitInputPixels: job.imagePixelsMax, sequentialRead: true });
    // Of a GIF or an animated WebP this is the first frame, here and below.
    const { width, height, autoOrient } = await input().metadata();
    if (width * height > job.imagePixelsMax)
      throw new FileFailure('file_too_complex', `${width} × ${height} pixels`);

    const size = choosePictureSize({ ...autoOrient, unit: 'pixel' });
    // Decoded once, upright, on white as paper is; profile, place and camera data stay behind.
    const { data, info } = await input()
      .autoOrient()
      .flatten({ background: 'white' })
      .resize({ width: size.width, height: size.height, fit: 'fill' })
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    await writePictures({ page: 1, size, pixels: { data, ...info } });
  };
}

async function writePictures({
  page,
  size,
  pixels,
}: {
  page: number;
  size: PictureSize;
  pixels: Pixels;
}): Promise<void> {
  const { data, width, height, channels } = pixels;
  const folder = `${job.folder}/${page}`;
  await mkdir(folder);
  for (const target of size.widths) {
    const picture: Sharp = sharp(data, { raw: { width, height, channels } });
    if (target !== width)
      picture.resize({ width: target, height: heightAt(target, height / width), fit: 'fill' });
    await picture.removeAlpha().webp(webp).toFile(`${folder}/${target}.webp`);
  }
  tell({ type: 'page', page, ...size });
}

function toFailure(error: unknown): { code: RenderFailure; detail: string } {
  const detail = (error instanceof Error ? error.message : String(error)).slice(0, 500);
  if (error instanceof FileFailure) return { code: error.code, detail };
  if (error instanceof AppError) return { code: 'file_too_complex', detail };
  // PDFium's own words (codes 4 and 5) and libvips's; all others mean that the bytes make no sense.
  if (/^Password required|^Unsupported security/u.test(detail)) return { code: 'file_encrypted', detail };
  if (/pixel limit/u.test(detail)) return { code: 'file_too_complex', detail };
  return { code: 'file_broken', detail };
}

function tell(message: RenderMessage): void {
  // Writing to a pipe is synchronous here, so nothing is lost at the exit.
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
