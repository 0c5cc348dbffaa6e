// @ts-check
// Whether a pack is as it was signed: the signature, the checksums of its files, the chains of its records.
import { asSource, byCount, digest, fromBase64, readJson, readLines, sha256, toHex } from './bytes.mjs';

/** @typedef {{ path: string, bytes: number, sha256: string }} ManifestFile */
/**
 * @typedef {import('./core.mjs').Files} Files
 * @typedef {import('./core.mjs').Tell} Tell
 */

export const MANIFEST = 'manifest.json';
export const SIGNATURE = 'manifest.sig';

/** @param {{ files: Files, manifestBytes: Uint8Array, expectedKey: string | undefined, tell: Tell }} options */
export async function checkSignature({ files, manifestBytes, expectedKey, tell }) {
  const signature = readJson(files.get(SIGNATURE));
  if (typeof signature?.signature !== 'string' || typeof signature.publicKey !== 'string') {
    tell(false, {
      vi: 'Không đọc được chữ ký (manifest.sig): tệp bị thiếu hoặc đã bị sửa.',
      en: 'The signature (manifest.sig) cannot be read: it is missing or was changed.',
    });
    return;
  }
  if (expectedKey !== undefined && expectedKey !== signature.publicKey) {
    tell(false, {
      vi: 'Hồ sơ được ký bằng một khoá khác với khoá được yêu cầu.',
      en: 'The pack is signed with another key than the one that was asked for.',
    });
  }
  const publicKey = fromBase64(signature.publicKey);
  if ((await sha256(publicKey)).slice(0, 16) !== signature.keyId) {
    tell(false, {
      vi: 'Mã khoá trong manifest.sig không khớp với khoá công khai.',
      en: 'The key id in manifest.sig is not that of the public key.',
    });
  }
  let ok;
  try {
    const key = await crypto.subtle.importKey('raw', publicKey, 'Ed25519', false, ['verify']);
    ok = await crypto.subtle.verify('Ed25519', key, fromBase64(signature.signature), asSource(manifestBytes));
  } catch (error) {
    const isUnknown = error instanceof Error && error.name === 'NotSupportedError';
    tell(isUnknown ? null : false, {
      vi: isUnknown
        ? 'Trình duyệt này chưa kiểm tra được chữ ký Ed25519. Hãy dùng bản Chrome, Edge, Firefox hoặc Safari mới hơn, hoặc chạy: node verify.mjs. Các mục khác vẫn được kiểm tra.'
        : 'Chữ ký bị hỏng.',
      en: isUnknown
        ? 'This browser cannot check Ed25519 signatures yet. Use a newer Chrome, Edge, Firefox or Safari, or run: node verify.mjs. Everything else is checked.'
        : 'The signature is damaged.',
    });
    return;
  }
  tell(
    ok,
    ok
      ? {
          vi: `Chữ ký đúng. Mã khoá: ${signature.keyId}. Hãy đối chiếu mã này với mã do đơn vị tổ chức công bố.`,
          en: `The signature holds. Key: ${signature.keyId}. Compare it with the one that the organiser publishes.`,
        }
      : {
          vi: 'Chữ ký SAI: manifest.json hoặc manifest.sig đã bị sửa sau khi ký.',
          en: 'The signature does NOT hold: manifest.json or manifest.sig was changed after signing.',
        },
    ok && typeof signature.keysAt === 'string' ? [signature.keysAt] : [],
  );
}

/** @param {{ files: Files, manifest: any, tell: Tell }} options */
export async function checkFiles({ files, manifest, tell }) {
  /** @type {string[]} */
  const wrong = [];
  const known = new Set([MANIFEST, SIGNATURE]);
  for (const { path, bytes, sha256: expected } of /** @type {ManifestFile[]} */ (manifest.files ?? [])) {
    known.add(path);
    const content = files.get(path);
    if (!content) wrong.push(`${path}: thiếu / missing`);
    else if (content.length !== bytes || (await sha256(content)) !== expected) {
      wrong.push(`${path}: đã bị sửa / changed`);
    }
  }
  for (const path of files.keys()) if (!known.has(path)) wrong.push(`${path}: lạ / not part of the pack`);
  const ok = wrong.length === 0;
  const count = known.size - 2;
  tell(
    ok,
    ok
      ? {
          vi: byCount(count, '1 tệp, còn nguyên vẹn.', `Cả ${count} tệp còn nguyên vẹn.`),
          en: byCount(count, 'The 1 file is as it was.', `All ${count} files are as they were.`),
        }
      : {
          vi: `${wrong.length} tệp không còn đúng:`,
          en: byCount(
            wrong.length,
            '1 file is not as it was:',
            `${wrong.length} files are not as they were:`,
          ),
        },
    wrong,
  );
}

/** @param {{ files: Files, manifest: any, tell: Tell }} options */
export async function checkChains({ files, manifest, tell }) {
  const chained = new Set(
    (manifest.chains ?? []).map((/** @type {any} */ { sessionId }) => `record/${sessionId}.jsonl`),
  );
  const loose = [...files.keys()].filter(
    (path) => /^record\/[^/.]+\.jsonl$/u.test(path) && !chained.has(path),
  );
  if (loose.length > 0) {
    tell(
      false,
      {
        vi: 'Bản ghi không có đầu chuỗi trong manifest.json:',
        en: 'Records whose chain manifest.json does not know:',
      },
      loose,
    );
  }
  for (const { sessionId, title, seq, hash } of manifest.chains ?? []) {
    const fault = await findChainFault({
      sessionId,
      lines: readLines(files.get(`record/${sessionId}.jsonl`)),
      head: { seq, hash },
    });
    tell(
      fault === undefined,
      fault === undefined
        ? {
            vi: `Bản ghi “${title}”: chuỗi ${seq} sự kiện liền mạch, không thiếu, không sửa.`,
            en: `Record of “${title}”: the chain of ${seq} ${byCount(seq, 'event', 'events')} is whole and unchanged.`,
          }
        : {
            vi: `Bản ghi “${title}”: chuỗi sự kiện bị đứt ở sự kiện ${fault}.`,
            en: `Record of “${title}”: the chain is broken at event ${fault}.`,
          },
    );
  }
}

/**
 * hash(n) = SHA-256(hash(n-1) ‖ text of event n), hash(0) = SHA-256("lectern attendance 1 " + session)
 * @param {{ sessionId: string, lines: any[], head: { seq: number, hash: string } }} options
 */
async function findChainFault({ sessionId, lines, head }) {
  const encoder = new TextEncoder();
  let before = await digest(encoder.encode(`lectern attendance 1 ${sessionId}`));
  let seq = 0;
  for (const { seq: own, hash, body } of lines) {
    seq += 1;
    if (own !== seq || typeof body !== 'string') return seq;
    const event = readJson(encoder.encode(body));
    if (event?.seq !== seq || event.sessionId !== sessionId) return seq;
    const text = encoder.encode(body);
    const joined = new Uint8Array(before.length + text.length);
    joined.set(before);
    joined.set(text, before.length);
    before = await digest(joined);
    if (toHex(before) !== hash) return seq;
  }
  return seq === head.seq && toHex(before) === head.hash ? undefined : Math.min(seq, head.seq) + 1;
}
