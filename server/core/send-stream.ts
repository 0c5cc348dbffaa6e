import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { giveWay } from './give-way.ts';

/** Sends a file that is made while it travels, at the pace of whoever takes it, and beside everything else. */
export async function sendStream(
  response: Response,
  headers: Record<string, string>,
  pieces: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
): Promise<void> {
  response.set(headers);
  try {
    await pipeline(Readable.from(besideOthers(pieces)), response);
  } catch (error) {
    // Who goes away in the middle of a download is no failure of ours.
    if (!isCutOff(error)) throw error;
  }
}

/** A line that takes whatever it is given would never let go of the process. */
async function* besideOthers(pieces: Parameters<typeof sendStream>[2]): AsyncGenerator<string | Uint8Array> {
  const step = giveWay();
  for await (const piece of pieces) {
    yield piece;
    await step();
  }
}

function isCutOff(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}
