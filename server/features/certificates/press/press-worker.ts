/**
 * Draws certificates, in a process of its own behind everything else that the machine does: the server's event loop, and with it
 * every room, goes on while a thousand are made. Its parent is `press-process.ts`.
 */
import { createHash } from 'node:crypto';
import { drawCertificate } from '../drawing/draw-certificate.ts';
import type { PrintedImages } from '../drawing/drawn.ts';
import type { PressAnswer, PressRequest } from './press-protocol.ts';

let images: PrintedImages = new Map();

process.on('disconnect', () => process.exit(1));
process.on('message', (request: PressRequest) => {
  if (request.do === 'images') images = request.images;
  else void draw(request);
});

async function draw({ job, sheet }: Extract<PressRequest, { do: 'draw' }>): Promise<void> {
  try {
    const { bytes, pageCount } = await drawCertificate(sheet, images);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    tell({ did: 'draw', job, bytes, sha256, pageCount });
  } catch (error) {
    tell({
      did: 'fail',
      job,
      reason: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
  }
}

function tell(answer: PressAnswer): void {
  process.send?.(answer);
}
