import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { open, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { appError } from '#shared/errors.ts';

export interface UploadBounds {
  maxBytes: number;
  /** Without a single byte. */
  idleTimeoutMs: number;
  totalTimeoutMs: number;
}

export const uploadTimeouts = {
  /** A telephone that changes from Wi-Fi to 4G is silent for some seconds; half a minute is a lost connection. */
  idleTimeoutMs: 30_000,
  /** 50 MB over a rural uplink of 256 kbit/s take 26 minutes. */
  totalTimeoutMs: 30 * 60_000,
};

/** Long enough for 50 MB on a local network; on a slower one the sender may see a broken connection instead of the reason. */
const LISTEN_ON_MS = 5_000;

export interface ReceivedUpload {
  sizeBytes: number;
  sha256: Uint8Array<ArrayBuffer>;
}

/**
 * Streams a request's body to a new file, with its hash taken on the way; on return the bytes are on the disk, not just in
 * the system's memory. Never more than `maxBytes` are stored; after any failure the file is gone.
 * @throws AppError `too_large`, `upload_interrupted`
 */
export async function receiveUpload({
  request,
  file,
  bounds,
}: {
  request: IncomingMessage;
  file: string;
  bounds: UploadBounds;
}): Promise<ReceivedUpload> {
  const tooLarge = appError('too_large', { maxBytes: bounds.maxBytes });
  if (Number(request.headers['content-length'] ?? 0) > bounds.maxBytes) throw tooLarge;

  const hash = createHash('sha256');
  let sizeBytes = 0;
  const target = await open(file, 'wx', 0o600);
  try {
    for await (const chunk of readInTime(request, bounds)) {
      sizeBytes += chunk.length;
      if (sizeBytes > bounds.maxBytes) throw tooLarge;
      hash.update(chunk);
      await target.appendFile(chunk);
    }
    await target.sync();
    return { sizeBytes, sha256: new Uint8Array(hash.digest()) };
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  } finally {
    await target.close();
  }
}

/**
 * Lets a refused sender finish for a while, and throws away what comes: closing at once would break its connection
 * before it has read why.
 */
export async function listenOn(request: IncomingMessage): Promise<void> {
  if (request.complete || request.destroyed) return;
  request.resume();
  // Both ways of ending, and the time being up, are equally good reasons to answer now.
  await once(request, 'close', { signal: AbortSignal.timeout(LISTEN_ON_MS) }).catch(() => {});
}

/** The body's chunks; a sender that falls silent or takes too long is cut off. */
async function* readInTime(request: IncomingMessage, bounds: UploadBounds): AsyncGenerator<Buffer> {
  const cut = (): void => {
    request.destroy(new Error('the sender was too slow'));
  };
  const idleTimer = setTimeout(cut, bounds.idleTimeoutMs);
  const totalTimer = setTimeout(cut, bounds.totalTimeoutMs);
  try {
    // The request outlives a refusal in the middle, so that it can be answered.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      idleTimer.refresh();
      yield chunk as Buffer;
    }
  } catch (error) {
    throw appError('upload_interrupted', undefined, String(error));
  } finally {
    clearTimeout(idleTimer);
    clearTimeout(totalTimer);
  }
}
