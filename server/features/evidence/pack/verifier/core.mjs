// @ts-check
// What the verifying page and the verifying command of an evidence pack have in common. It runs in a browser and in Node, needs nothing
// but WebCrypto, and is copied into both with the files that it imports: a pack must be verifiable years from now on a machine that has never heard
// of Lectern. See verifier-files.ts for how: names are those of one file, so none of two may be the same.
import { readJson } from './bytes.mjs';
import { compareWithChains } from './compare.mjs';
import { checkPeople } from './people.mjs';
import { readRun } from './record.mjs';
import { checkRules, recompute } from './results.mjs';
import { checkScores } from './scores.mjs';
import { checkChains, checkFiles, checkSignature, MANIFEST } from './seal.mjs';
import { checkUploads } from './uploads.mjs';

/**
 * @typedef {{ vi: string, en: string }} Words
 * @typedef {{ ok: boolean | null, words: Words, details: string[], isGone: boolean }} Finding `ok: null` is told, and decides nothing; `isGone`: it says
 *   what the server itself no longer had
 * @typedef {Map<string, Uint8Array>} Files
 */

const FORMAT = 'lectern evidence pack 1';
/**
 * @param {Files} files
 * @param {{ expectedKey?: string | undefined }} [options] `expectedKey`: the public key that must have signed, base64
 * @returns {Promise<{ ok: boolean, isIncomplete: boolean, findings: Finding[] }>} `isIncomplete`: not whole when it was made, and unchanged since
 */
export async function verifyPack(files, { expectedKey } = {}) {
  /** @type {Finding[]} */
  const findings = [];
  /** @type {Tell} */
  const tell = (ok, words, details = [], { isGone = false } = {}) => {
    findings.push({ ok, words, details, isGone });
    return ok;
  };
  const finish = () => {
    const faults = findings.filter(({ ok }) => ok === false);
    return {
      ok: faults.length === 0,
      isIncomplete: faults.length > 0 && faults.every(({ isGone }) => isGone),
      findings,
    };
  };

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
  checkPeople({ files, tell });
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
  checkScores({ files, list, tell });
  recompute({ files, course, list, manifest, runs, tell });
  return finish();
}

/** @typedef {(ok: boolean | null, words: Words, details?: string[], kind?: { isGone?: boolean }) => boolean | null} Tell */
