// @ts-check
// What the verifying page and the verifying command of an evidence pack have in common. It runs in a browser and in Node, needs nothing
// but WebCrypto, and is copied into both: a pack must be verifiable years from now on a machine that has never heard of Lectern.

/**
 * @typedef {{ vi: string, en: string }} Words
 * @typedef {{ ok: boolean | null, words: Words, details: string[] }} Finding `ok: null` is told, and decides nothing
 * @typedef {Map<string, Uint8Array>} Files
 * @typedef {{ path: string, bytes: number, sha256: string }} ManifestFile
 * @typedef {{ startMs: number, endMs: number }} Interval
 */

export const MANIFEST = 'manifest.json';
export const SIGNATURE = 'manifest.sig';
const FORMAT = 'lectern evidence pack 1';
/** As many as somebody reads; the count is told beside them. */
const DETAILS_MAX = 20;

const utf8 = new TextDecoder('utf-8', { fatal: true });

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
  await checkChains({ files, manifest, tell });
  checkIntervals({ files, manifest, tell });
  await checkRules({ files, tell });
  recompute({ files, manifest, tell });
  return finish();
}

/** @typedef {(ok: boolean | null, words: Words, details?: string[]) => boolean | null} Tell */

/** @param {{ files: Files, manifestBytes: Uint8Array, expectedKey: string | undefined, tell: Tell }} options */
async function checkSignature({ files, manifestBytes, expectedKey, tell }) {
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
    ok ? [`${signature.keysAt}`] : [],
  );
}

/** @param {{ files: Files, manifest: any, tell: Tell }} options */
async function checkFiles({ files, manifest, tell }) {
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
  tell(
    ok,
    ok
      ? {
          vi: `Cả ${known.size - 2} tệp còn nguyên vẹn.`,
          en: `All ${known.size - 2} files are as they were.`,
        }
      : { vi: `${wrong.length} tệp không còn đúng:`, en: `${wrong.length} files are not as they were:` },
    wrong,
  );
}

/** @param {{ files: Files, manifest: any, tell: Tell }} options */
async function checkChains({ files, manifest, tell }) {
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
            en: `Record of “${title}”: the chain of ${seq} events is whole and unchanged.`,
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

/** Nobody's stay begins earlier, or lasts longer, than the chain of events says.
 * @param {{ files: Files, manifest: any, tell: Tell }} options */
function checkIntervals({ files, manifest, tell }) {
  /** @type {string[]} */
  const wrong = [];
  let told = 0;
  let unchained = 0;
  for (const { sessionId, title } of manifest.chains ?? []) {
    const stays = replay(readLines(files.get(`record/${sessionId}.jsonl`)));
    for (const row of readLines(files.get(`record/${sessionId}.intervals.jsonl`))) {
      const stay = stays.get(row.id);
      if (stays.size === 0) unchained += 1;
      else if (stay && isWithin(row, stay)) told += 1;
      else wrong.push(`${title}: ${row.id}`);
    }
  }
  if (told > 0 || wrong.length > 0) {
    const ok = wrong.length === 0;
    tell(
      ok,
      ok
        ? {
            vi: `${told} lượt kết nối khớp với chuỗi sự kiện.`,
            en: `${told} connections agree with the chain of events.`,
          }
        : {
            vi: `${wrong.length} lượt kết nối không khớp với chuỗi sự kiện:`,
            en: `${wrong.length} connections do not agree with the chain of events:`,
          },
      wrong.slice(0, DETAILS_MAX),
    );
  }
  if (unchained > 0) {
    tell(null, {
      vi: `${unchained} lượt kết nối có từ trước khi có chuỗi sự kiện; chữ ký bảo vệ chúng, chuỗi thì không.`,
      en: `${unchained} connections are from before there was a chain; the signature vouches for them, the chain does not.`,
    });
  }
}

/** A loss is noticed at the latest after this; a lease that went on to a session's end is proved by the next heartbeat. */
const NOTICED_WITHIN_MS = 15_000;

/** @param {any} row @param {{ personId: string, startMs: number, endMs: number | null }} stay */
function isWithin(row, { personId, startMs, endMs }) {
  if (row.personId !== personId || Date.parse(row.startedAt) !== startMs) return false;
  return endMs === null || !row.endedAt || Date.parse(row.endedAt) <= endMs + NOTICED_WITHIN_MS;
}

/** Every connection that the chain speaks of, by its lease. @param {any[]} lines */
function replay(lines) {
  /** @type {Map<string, { personId: string, startMs: number, endMs: number | null }>} */
  const stays = new Map();
  /** @type {Map<number, string>} */
  const leases = new Map();
  for (const { body } of lines) {
    const { kind, at, personId, data } = readJson(new TextEncoder().encode(String(body))) ?? {};
    if (kind === 'connection.joined') {
      leases.set(data.connection, data.leaseId);
      stays.set(data.leaseId, { personId, startMs: Date.parse(at), endMs: null });
    } else if (kind === 'connection.left') {
      const stay = stays.get(leases.get(data.connection) ?? '');
      if (stay) stay.endMs = Date.parse(data.lastProofAt);
    } else if (kind === 'record.imported') {
      for (const each of data.connections) {
        leases.set(each.connection, each.leaseId);
        const endMs = each.lastProofAt === null ? null : Date.parse(each.lastProofAt);
        stays.set(each.leaseId, { personId: each.personId, startMs: Date.parse(each.startedAt), endMs });
      }
    }
  }
  return stays;
}

/** @param {{ files: Files, tell: Tell }} options */
async function checkRules({ files, tell }) {
  const versions = readJson(files.get('rule.json'))?.versions ?? [];
  /** @type {string[]} */
  const wrong = [];
  for (const { version, canonical, hash, figures } of versions) {
    const isSame =
      (await sha256(new TextEncoder().encode(canonical))) === hash &&
      JSON.stringify(sortKeys(JSON.parse(canonical))) === JSON.stringify(sortKeys(figures));
    if (!isSame) wrong.push(`${version}`);
  }
  tell(
    wrong.length === 0,
    wrong.length === 0
      ? {
          vi: `Quy tắc: ${versions.length} phiên bản, mã băm đều đúng.`,
          en: `Rule: ${versions.length} versions, each with its right hash.`,
        }
      : { vi: 'Quy tắc không khớp mã băm, phiên bản:', en: 'The rule does not fit its hash, version:' },
    wrong,
  );
}

/** From the raw intervals, the times of the topics and the rule to each learner's result; then compared with the list.
 * @param {{ files: Files, manifest: any, tell: Tell }} options */
function recompute({ files, manifest, tell }) {
  const list = readJson(files.get('lists/attendance.json'));
  const course = readJson(files.get('course.json'));
  if (!list || !course) {
    tell(false, {
      vi: 'Không tính lại được kết quả: thiếu danh sách hoặc lịch học.',
      en: 'The results cannot be recomputed: the list or the course is missing.',
    });
    return;
  }
  const rule = list.rule.figures;
  const asOfMs = Date.parse(list.asOf);
  /** @type {Map<string, Map<string, Interval[]>>} */
  const stays = new Map();
  for (const { sessionId } of course.sessions) {
    const people = new Map();
    for (const row of readLines(files.get(`record/${sessionId}.intervals.jsonl`))) {
      if (row.role !== 'LEARNER') continue;
      const own = people.get(row.personId) ?? [];
      own.push({ startMs: Date.parse(row.startedAt), endMs: row.endedAt ? Date.parse(row.endedAt) : asOfMs });
      people.set(row.personId, own);
    }
    stays.set(
      sessionId,
      new Map([...people].map(([id, intervals]) => [id, bridge(intervals, rule.bridgedGapSeconds * 1000)])),
    );
  }

  const checks = countChecks(files, course);
  /** @type {string[]} */
  const wrong = [];
  let judged = 0;
  let byHand = 0;
  for (const [place, topic] of list.topics.entries()) {
    const runs = topicRuns(course, topic.topicId, asOfMs);
    const topicSeconds = countSeconds(runs.flatMap(({ windows }) => windows));
    const asked = checks.get(topic.topicId);
    if ((asked?.shown ?? 0) !== topic.checksShown) {
      wrong.push(`${topic.title}: ${topic.checksShown} ≠ ${asked?.shown ?? 0} lần hỏi / checks`);
    }
    if (topicSeconds !== topic.seconds) wrong.push(`${topic.title}: ${topic.seconds} ≠ ${topicSeconds}`);
    for (const learner of list.learners) {
      const result = learner.topics[place];
      const seconds = countSeconds(
        runs.flatMap(({ sessionId, windows }) =>
          clip(stays.get(sessionId)?.get(learner.personId) ?? [], windows),
        ),
      );
      const status = judge({
        rule,
        topicSeconds,
        seconds,
        result,
        corrections: list.corrections,
        learner,
        topic,
      });
      const own = asked?.people.get(learner.personId) ?? { delivered: 0, answered: 0 };
      if (own.delivered !== result.checksDelivered || own.answered !== result.checksAnswered) {
        wrong.push(
          `${learner.name} – ${topic.title}: ${result.checksAnswered}/${result.checksDelivered} ≠ ${own.answered}/${own.delivered}`,
        );
      }
      judged += 1;
      if (status === null) byHand += 1;
      if (seconds !== result.seconds || (status !== null && status !== result.status)) {
        wrong.push(
          `${learner.name} – ${topic.title}: ${result.status} ${result.seconds} s ≠ ${status ?? '?'} ${seconds} s`,
        );
      }
    }
  }
  const ok = wrong.length === 0;
  tell(
    ok,
    ok
      ? {
          vi: `Tính lại từ dữ liệu gốc và quy tắc: ${judged} kết quả của ${list.learners.length} người đều khớp với danh sách.`,
          en: `Recomputed from the raw record and the rule: ${judged} results of ${list.learners.length} people agree with the list.`,
        }
      : {
          vi: `Tính lại từ dữ liệu gốc: ${wrong.length} kết quả không khớp với danh sách.`,
          en: `Recomputed from the raw record: ${wrong.length} results do not agree with the list.`,
        },
    wrong.slice(0, DETAILS_MAX),
  );
  if (byHand > 0) {
    tell(null, {
      vi: `${byHand} kết quả dựa vào danh sách hội trường hoặc mã của người xem ở kênh khác; xem các tệp kèm theo.`,
      en: `${byHand} results rest on lists of halls or codes of viewers elsewhere; see the files about them.`,
    });
  }
  void manifest;
}

/** Of each topic, how many checks were closed, and for each person how many of them reached them and were answered.
 * @param {Files} files @param {any} course */
function countChecks(files, course) {
  /** @type {Map<string, { shown: number, people: Map<string, { delivered: number, answered: number }> }>} */
  const topics = new Map();
  for (const { sessionId } of course.sessions) {
    for (const { topicId, closedAt, ending, people } of readJson(files.get(`checks/${sessionId}.json`)) ??
      []) {
      if (closedAt === null) continue;
      const topic = topics.get(topicId) ?? { shown: 0, people: new Map() };
      topics.set(topicId, topic);
      // One that was cut short was asked of nobody, and helps whoever had answered it.
      if (ending === 'time') topic.shown += 1;
      for (const { personId, outcome } of people) {
        if (outcome !== 'answered' && outcome !== 'expired') continue;
        const own = topic.people.get(personId) ?? { delivered: 0, answered: 0 };
        topic.people.set(personId, own);
        own.delivered += 1;
        if (outcome === 'answered') own.answered += 1;
      }
    }
  }
  return topics;
}

/** @param {any} course @param {string} topicId @param {number} asOfMs @returns {{ sessionId: string, windows: Interval[] }[]} */
function topicRuns(course, topicId, asOfMs) {
  return course.sessions.map((/** @type {any} */ session) => {
    const startMs = session.startedAt ? Date.parse(session.startedAt) : asOfMs;
    const endMs = session.endedAt ? Date.parse(session.endedAt) : asOfMs;
    const windows = session.windows
      .filter((/** @type {any} */ window) => window.topicId === topicId)
      .map((/** @type {any} */ window) => ({
        startMs: Date.parse(window.startedAt),
        endMs: window.endedAt ? Date.parse(window.endedAt) : endMs,
      }));
    return { sessionId: session.sessionId, windows: clip(windows, [{ startMs, endMs }]) };
  });
}

/** The status by the rule; null where it rests on papers that stand beside the record.
 * @param {any} options */
function judge({ rule, topicSeconds, seconds, result, corrections, learner, topic }) {
  if (result.correction) {
    const found = corrections.find(
      (/** @type {any} */ each) =>
        each.personId === learner.personId &&
        each.topicId === topic.topicId &&
        each.withdrawnAt === null &&
        each.outcome === result.correction.outcome,
    );
    return found ? result.correction.outcome : 'absent';
  }
  if (topicSeconds === 0) return 'not_held';
  const secondsNeeded = Math.ceil((topicSeconds * rule.minimumSharePercent) / 100);
  const checksNeeded =
    result.checksShown === 0 && result.checksDelivered === 0
      ? 0
      : Math.max(1, Math.floor((result.checksDelivered * rule.checkSharePercent) / 100));
  const tooShort = seconds < secondsNeeded || seconds === 0;
  const tooFew = result.checksAnswered < checksNeeded;
  if (!tooShort && !tooFew) return 'passed';
  if (result.status === 'in_hall' || result.status === 'external') return null;
  if (seconds === 0) return 'absent';
  return tooShort ? 'too_short' : 'too_few_checks';
}

/** United, with gaps up to `gapMs` filled. @param {Interval[]} intervals @param {number} gapMs */
function bridge(intervals, gapMs) {
  const inOrder = intervals
    .filter(({ startMs, endMs }) => endMs >= startMs)
    .sort((a, b) => a.startMs - b.startMs);
  /** @type {Interval[]} */
  const bridged = [];
  for (const { startMs, endMs } of inOrder) {
    const last = bridged.at(-1);
    if (last && startMs - last.endMs <= gapMs) last.endMs = Math.max(last.endMs, endMs);
    else bridged.push({ startMs, endMs });
  }
  return bridged.filter(({ startMs, endMs }) => endMs > startMs);
}

/** @param {Interval[]} intervals @param {Interval[]} windows */
function clip(intervals, windows) {
  const inside = [];
  for (const interval of bridge(intervals, 0)) {
    for (const window of bridge(windows, 0)) {
      const startMs = Math.max(interval.startMs, window.startMs);
      const endMs = Math.min(interval.endMs, window.endMs);
      if (endMs > startMs) inside.push({ startMs, endMs });
    }
  }
  return inside;
}

/** @param {Interval[]} intervals */
function countSeconds(intervals) {
  return Math.floor(
    bridge(intervals, 0).reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0) / 1000,
  );
}

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

/** @param {Uint8Array | undefined} bytes @returns {any} */
function readJson(bytes) {
  try {
    return bytes && JSON.parse(utf8.decode(bytes));
  } catch {
    return undefined;
  }
}

/** A line that is no JSON is handed on as nothing, and missed where it should be. @param {Uint8Array | undefined} bytes @returns {any[]} */
function readLines(bytes) {
  if (!bytes) return [];
  const text = new TextDecoder().decode(bytes);
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => readJson(new TextEncoder().encode(line)) ?? {});
}

/** @param {any} value */
function sortKeys(value) {
  return Object.fromEntries(Object.entries(value ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** @param {string} text @returns {Uint8Array<ArrayBuffer>} */
function fromBase64(text) {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}

/** No memory here is shared. @param {Uint8Array} bytes @returns {Uint8Array<ArrayBuffer>} */
function asSource(bytes) {
  return /** @type {Uint8Array<ArrayBuffer>} */ (bytes);
}

/** @param {Uint8Array} bytes */
async function digest(bytes) {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', asSource(bytes)));
}

/** @param {Uint8Array} bytes */
async function sha256(bytes) {
  return toHex(await digest(bytes));
}

/** @param {Uint8Array} bytes */
function toHex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
