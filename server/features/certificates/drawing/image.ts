import type { PrintedImage } from './drawn.ts';

/**
 * In the middle of a box, as large as fits. The paper of the picture, which is white, lets through what is below it, as ink on paper
 * does: so a seal may lie over a signature and a name. Pictures with an alpha channel of their own would be packed beside the
 * drawing, and end up in the file in an order that differs from one time to the next.
 */
export function drawImage(
  kit: PDFKit.PDFDocument,
  image: PrintedImage,
  box: { x: number; y: number; width: number; height: number },
): { height: number } {
  const scale = Math.min(box.width / image.width, box.height / image.height);
  const [width, height] = [image.width * scale, image.height * scale];
  if (!kit.page.ext_gstates.Ink) {
    const state = kit.ref({ Type: 'ExtGState', BM: 'Multiply' });
    state.end(undefined);
    kit.page.ext_gstates.Ink = state;
  }
  kit.save();
  kit.addContent('/Ink gs');
  kit.image(Buffer.from(image.png), box.x + (box.width - width) / 2, box.y + (box.height - height) / 2, {
    width,
    height,
  });
  kit.restore();
  return { height };
}
