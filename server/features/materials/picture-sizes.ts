import { appError } from '#shared/errors.ts';

/**
 * Widths in pixels in which a page is offered; a browser takes the narrowest that fills its place.
 * - 320: the strip of small pages to leaf through, about 6 KB.
 * - 720: the whole screen of the commonest Android phones (360 px at two pixels each), dot for dot, about 25 KB.
 * - 1080: phones with three pixels each and small tablets, dot for dot, about 45 KB.
 * - 1600: laptops, phones held sideways and zooming in; small print of a slide stays legible, about 60 KB.
 */
export const pictureWidths = [320, 720, 1080, 1600] as const;
const widestPx = 1600;

/** Two widths closer than this would cost room and time for nothing that an eye sees. */
const stepMin = 1.25;
/** 1600 × 3750: an A4 page (3.6 million) with room to spare; poster strips get narrower instead of heavier. */
const picturePixelsMax = 6_000_000;
/** WebP ends at 16,383. */
const pictureSideMaxPx = 16_000;
/** Addresses of pictures name their width with two digits at least; a picture of one pixel is shown as ten. */
const pictureWidthMinPx = 10;

export interface PictureSize {
  /** Of the widest picture. */
  width: number;
  height: number;
  /** Narrow to wide; the last is `width`. */
  widths: number[];
}

/**
 * Which pictures are made of a page.
 * @param own the page's size in its own unit: pixels of an image (never enlarged) or points of a PDF (drawn, so any size is sharp).
 * @throws AppError `file_too_complex` for a page so long and thin that no picture of it could be shown.
 */
export function choosePictureSize(own: {
  width: number;
  height: number;
  unit: 'pixel' | 'point';
}): PictureSize {
  const ratio = own.height / own.width;
  const width = Math.max(
    pictureWidthMinPx,
    Math.floor(
      Math.min(
        own.unit === 'pixel' ? Math.min(own.width, widestPx) : widestPx,
        Math.sqrt(picturePixelsMax / ratio),
        pictureSideMaxPx / ratio,
      ),
    ),
  );
  const height = heightAt(width, ratio);
  if (height > pictureSideMaxPx) throw appError('file_too_complex');

  return {
    width,
    height,
    widths: [...pictureWidths.filter((narrower) => narrower * stepMin <= width), width],
  };
}

export function heightAt(width: number, ratio: number): number {
  return Math.max(1, Math.round(width * ratio));
}
