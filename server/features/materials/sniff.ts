import { open } from 'node:fs/promises';
import { appError } from '#shared/errors.ts';

export const materialMediaTypes = [
  'application/pdf',
  'image/png',
  'image/jpeg',
  'image/webp',
  'image/gif',
] as const;
export type MaterialMediaType = (typeof materialMediaTypes)[number];

/** The first is what a downloaded file is given if its name has none of them. */
export const extensionsOf: Record<MaterialMediaType, readonly string[]> = {
  'application/pdf': ['pdf'],
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg', 'jfif'],
  'image/webp': ['webp'],
  'image/gif': ['gif'],
};

/**
 * Endings by which people and systems recognise other kinds of files. A name that says one of these over the bytes
 * of a PDF or an image is meant to deceive somebody; "Bài 1.2" or "bản.cuối" is not.
 */
const foreignExtensions: ReadonlySet<string> = new Set(
  `apk app avi avif bat bmp bz2 cmd com css csv deb dll dmg doc docm docx eml eps exe gz heic heif hta htm html ico
  iso jar js json jsp lnk mht mhtml mjs mkv mov mp3 mp4 msi odp ods odt php pl ppt pptm pptx ps ps1 py rar rtf scr sh
  shtml svg svgz swf sys tar tif tiff ts txt vbs wasm wav webm wsf xhtml xht xls xlsm xlsx xml xsl xz zip 7z`.split(
    /\s+/u,
  ),
);

/** Longest signature: `RIFF`, four bytes of size, `WEBP`. */
const headBytes = 16;
/** The format wants `%%EOF` in the last line; mail gateways and old tools add a little behind it. */
const pdfTailBytes = 4096;

/**
 * Says what a file is by its first bytes alone, and refuses what it only pretends to be. Nothing is parsed here: that is left
 * to the renderer's process, since a parser of strangers' bytes may hang or crash.
 * @throws AppError `file_broken` (empty or cut off), `file_disguised`, `file_type_unsupported`
 */
export async function sniffFile({
  file,
  fileName,
}: {
  file: string;
  fileName: string;
}): Promise<MaterialMediaType> {
  const { head, tail } = await readEnds(file);
  if (head.length === 0) throw appError('file_broken');

  const found = findMediaType(head);
  assertNameFits({ found, fileName });
  if (!found) throw appError('file_type_unsupported');
  if (found === 'application/pdf' && !tail.includes('%%EOF')) throw appError('file_broken');
  return found;
}

export function findMediaType(head: Buffer): MaterialMediaType | undefined {
  const starts = (signature: string, at = 0) =>
    head.toString('latin1', at, at + signature.length) === signature;
  // Readers also accept these further on in a file; that is how one file is two kinds at once, so it is refused.
  if (starts('%PDF-')) return 'application/pdf';
  if (starts('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (starts('\xff\xd8\xff')) return 'image/jpeg';
  if (starts('RIFF') && starts('WEBP', 8)) return 'image/webp';
  if (starts('GIF87a') || starts('GIF89a')) return 'image/gif';
  return undefined;
}

/** In lower case, without the dot; undefined where the name has nothing like one. */
export function findExtension(fileName: string): string | undefined {
  return /\.([a-z0-9]{1,5})$/iu.exec(fileName.trim())?.[1]?.toLowerCase();
}

/** Between kinds of images a wrong ending is everyday life (a saved PNG called .jpg) and harmless: all are drawn anew. */
function assertNameFits({
  found,
  fileName,
}: {
  found: MaterialMediaType | undefined;
  fileName: string;
}): void {
  const extension = findExtension(fileName);
  if (!extension) return;

  const named = materialMediaTypes.find((mediaType) => extensionsOf[mediaType].includes(extension));
  if (named && family(named) !== (found && family(found))) throw appError('file_disguised');
  if (!named && found && foreignExtensions.has(extension)) throw appError('file_disguised');
}

function family(mediaType: MaterialMediaType): 'pdf' | 'image' {
  return mediaType === 'application/pdf' ? 'pdf' : 'image';
}

async function readEnds(file: string): Promise<{ head: Buffer; tail: Buffer }> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const head = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    const tail = await handle.read(
      Buffer.alloc(pdfTailBytes),
      0,
      pdfTailBytes,
      Math.max(0, size - pdfTailBytes),
    );
    return { head: head.buffer.subarray(0, head.bytesRead), tail: tail.buffer.subarray(0, tail.bytesRead) };
  } finally {
    await handle.close();
  }
}
