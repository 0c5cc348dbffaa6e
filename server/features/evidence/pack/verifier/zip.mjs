// @ts-check
// The files of an archive, before anything is believed of them.
import { utf8 } from './bytes.mjs';
import { MANIFEST } from './seal.mjs';

/** @typedef {import('./core.mjs').Files} Files */

/** The files of a ZIP, as Lectern writes them and as other programs pack the folder again.
 * @param {Uint8Array} zip @param {(packed: Uint8Array) => Promise<Uint8Array> | Uint8Array} inflate @returns {Promise<Files>} */
export async function readZip(zip, inflate) {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  let end = zip.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end -= 1;
  if (end < 0) throw new Error('no ZIP file');
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  /** @type {Files} */
  const files = new Map();
  for (let entry = 0; entry < count; entry += 1) {
    if (view.getUint32(at, true) !== 0x02014b50) throw new Error('damaged ZIP file');
    const method = view.getUint16(at + 10, true);
    const packedBytes = view.getUint32(at + 20, true);
    const nameBytes = view.getUint16(at + 28, true);
    const name = utf8.decode(zip.subarray(at + 46, at + 46 + nameBytes));
    const local = view.getUint32(at + 42, true);
    const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    const packed = zip.subarray(from, from + packedBytes);
    // Which of two is read is each program's own choice: one could show another file than the one that is verified.
    if (files.has(name)) throw new Error(`${name}: hai lần trong tệp ZIP / twice in the ZIP file`);
    if (!name.endsWith('/')) files.set(name, method === 0 ? packed : await inflate(packed));
    at += 46 + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return withoutCommonFolder(files);
}

/** A pack that was unpacked into a folder and packed again. @param {Files} files @returns {Files} */
export function withoutCommonFolder(files) {
  if (files.has(MANIFEST)) return files;
  const found = [...files.keys()].find((path) => path.endsWith(`/${MANIFEST}`));
  if (!found) return files;
  const folder = found.slice(0, -MANIFEST.length);
  return new Map(
    [...files].map(([path, bytes]) => [path.startsWith(folder) ? path.slice(folder.length) : path, bytes]),
  );
}
