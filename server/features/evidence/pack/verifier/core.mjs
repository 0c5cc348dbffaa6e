// @ts-check
// What the verifying page and the verifying command of an evidence pack have in common. It runs in a browser and in Node, needs nothing
// but WebCrypto, and is copied into both with the files that it imports: a pack must be verifiable years from now on a machine that has never heard
// of Lectern. See verifier-files.ts for how: names are those of one file, so none of two may be the same.
import { readJson } from './bytes.mjs';
import { compareWithChains } from './compare.mjs';
import { readRun } from './record.mjs';
import { checkRules, recompute } from './results.mjs';
import { checkChains, checkFiles, checkSignature, MANIFEST } from './seal.mjs';
import { checkUploads } from './uploads.mjs';

/**
 * @typedef {{ vi: string, en: string }} Words
 * @typedef {{ ok: boolean | null, words: Words, details: string[] }} Finding `ok: null` is told, and decides nothing
 * @typedef {Map<string, Uint8Array>} Files
 */

const FORMAT = 'lectern evidence pack 1';
/**
 * @param {Files} files
 * @param {{ expectedKey?: string | undefined }} [options] `expectedKey`: the public key that must have signed, base64
 * @returns {Promise<{ ok: boolean, findings: Finding[] }>}
 */
export async function verifyPack(files, { expectedKey } = {}) {
  /** @type {Finding[]} */
  const findings = [];
  /** @param {boolean | null} ok @param {Words} words @param {string[]} [details] */
  const tell = (ok, words, details = []) => {
    findings.push({ ok, words, details });
    return ok;
  };
  const finish = () => ({ ok: findings.every(({ ok }) => ok !== false), findings });

  const manifestBytes = files.get(MANIFEST);
  const manifest = manifestBytes && readJson(manifestBytes);
  if (!manifestBytes || manifest?.format !== FORMAT) {
    tell(false, {
      vi: 'Không đọc được manifest.json: đây không phải là một hồ sơ minh chứng, hoặc tệp đã bị sửa.',
      en: 'manifest.json cannot be read: this is no evidence pack, or the file was changed.',
    });
    return finish();
  }
  await checkSignature({ files, manifestBytes, expectedKey, tell });
  await checkFiles({ files, manifest, tell });
  await checkUploads({ files, tell });
  await checkChains({ files, manifest, tell });
  await checkRules({ files, tell });
  const list = readJson(files.get('lists/attendance.json'));
  const course = readJson(files.get('course.json'));
  if (!list || !course) {
    tell(false, {
      vi: 'Không tính lại được kết quả: thiếu danh sách hoặc lịch học.',
      en: 'The results cannot be recomputed: the list or the course is missing.',
    });
    return finish();
  }
  const runs = new Map(
    course.sessions.map((/** @type {any} */ { sessionId }) => [sessionId, readRun(files, sessionId)]),
  );
  await compareWithChains({ files, course, list, manifest, runs, tell });
  recompute({ files, course, list, manifest, runs, tell });
  return finish();
}

/** @typedef {(ok: boolean | null, words: Words, details?: string[]) => boolean | null} Tell */
