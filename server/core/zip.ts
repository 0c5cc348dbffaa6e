import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createDeflateRaw } from 'node:zlib';

export interface ZipEntry {
  /** With slashes; ASCII. */
  path: string;
  pieces: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;
}

interface WrittenEntry {
  name: Buffer;
  crc: number;
  compressedBytes: number;
  bytes: number;
  offset: number;
}

/** Sizes follow the data (bit 3), and names are UTF-8 (bit 11). */
const FLAGS = 0x0808;
const DEFLATED = 8;
const VERSION = 20;
/** 1 January 1980, the first day that the format knows: the same content is the same file. */
const DATE = 0x0021;
/** Beyond this the format needs its 64-bit form, which old programs cannot read. */
export const ZIP_BYTES_MAX = 0xffff_ffff;

/** A ZIP file in pieces, made while it travels; it is packed outside the event loop, and its length costs no memory. */
export async function* writeZip(
  entries: Iterable<ZipEntry> | AsyncIterable<ZipEntry>,
): AsyncGenerator<Uint8Array> {
  const written: WrittenEntry[] = [];
  let offset = 0;
  for await (const { path, pieces } of entries) {
    const entry = { name: Buffer.from(path), crc: 0, compressedBytes: 0, bytes: 0, offset };
    const header = toLocalHeader(entry);
    yield header;
    for await (const chunk of deflate(pieces, entry)) {
      entry.compressedBytes += chunk.length;
      yield chunk;
    }
    const trailer = toTrailer(entry);
    yield trailer;
    offset += header.length + entry.compressedBytes + trailer.length;
    if (offset > ZIP_BYTES_MAX || entry.bytes > ZIP_BYTES_MAX)
      throw new Error('the file is too large for a ZIP file of 32 bits');
    written.push(entry);
  }
  const directory = Buffer.concat(written.map(toDirectoryEntry));
  yield directory;
  yield toEnd({ entries: written.length, bytes: directory.length, offset });
}

async function* deflate(pieces: ZipEntry['pieces'], entry: WrittenEntry): AsyncGenerator<Uint8Array> {
  async function* measured(): AsyncGenerator<Uint8Array> {
    for await (const piece of pieces) {
      const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
      entry.crc = crc32(bytes, entry.crc);
      entry.bytes += bytes.length;
      yield bytes;
    }
  }
  const deflater = createDeflateRaw();
  const packed = pipeline(Readable.from(measured()), deflater);
  // Whoever goes away in the middle ends both; that is thrown below, where somebody listens.
  packed.catch(() => {});
  yield* deflater as AsyncIterable<Uint8Array>;
  await packed;
}

function toLocalHeader({ name }: WrittenEntry): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(VERSION, 4);
  header.writeUInt16LE(FLAGS, 6);
  header.writeUInt16LE(DEFLATED, 8);
  header.writeUInt16LE(DATE, 12);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name]);
}

function toTrailer({ crc, compressedBytes, bytes }: WrittenEntry): Buffer {
  const trailer = Buffer.alloc(16);
  trailer.writeUInt32LE(0x08074b50, 0);
  trailer.writeUInt32LE(crc, 4);
  trailer.writeUInt32LE(compressedBytes, 8);
  trailer.writeUInt32LE(bytes, 12);
  return trailer;
}

function toDirectoryEntry({ name, crc, compressedBytes, bytes, offset }: WrittenEntry): Buffer {
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(VERSION, 4);
  entry.writeUInt16LE(VERSION, 6);
  entry.writeUInt16LE(FLAGS, 8);
  entry.writeUInt16LE(DEFLATED, 10);
  entry.writeUInt16LE(DATE, 14);
  entry.writeUInt32LE(crc, 16);
  entry.writeUInt32LE(compressedBytes, 20);
  entry.writeUInt32LE(bytes, 24);
  entry.writeUInt16LE(name.length, 28);
  entry.writeUInt32LE(offset, 42);
  return Buffer.concat([entry, name]);
}

function toEnd({ entries, bytes, offset }: { entries: number; bytes: number; offset: number }): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries, 8);
  end.writeUInt16LE(entries, 10);
  end.writeUInt32LE(bytes, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}
