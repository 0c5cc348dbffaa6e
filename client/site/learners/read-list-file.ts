/** Twenty thousand learners with everything that is asked of them are 4 MB. */
const FILE_MAX_BYTES = 8_000_000;

export type ReadListFile = { problem: null; text: string } | { problem: 'not_text' | 'too_large' };

/** A list as spreadsheets save it: UTF-8, or what Excel calls "Unicode text". Anything else would come in with broken letters. */
export async function readListFile(file: Blob): Promise<ReadListFile> {
  if (file.size > FILE_MAX_BYTES) return { problem: 'too_large' };
  const bytes = new Uint8Array(await file.arrayBuffer());
  try {
    const text = new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
    return text.includes('\0') ? { problem: 'not_text' } : { problem: null, text };
  } catch {
    return { problem: 'not_text' };
  }
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}
