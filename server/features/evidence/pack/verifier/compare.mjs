// @ts-check
// What stands beside the chains of a pack says the same as they do: nothing is missing, nothing is added, nothing is different.
import { byCount, DETAILS_MAX, readJson, readLines, sha256 } from './bytes.mjs';

/**
 * @typedef {import('./core.mjs').Files} Files
 * @typedef {import('./core.mjs').Tell} Tell
 * @typedef {import('./record.mjs').Run} Run
 * @typedef {{ files: Files, course: any, list: any, manifest: any, runs: Map<string, Run>, tell: Tell }} Comparing
 */

/** A loss is noticed at the latest after this; the record says within the same time again who lives. */
const AHEAD_OF_CHAIN_MS = 30_000;

/** @param {Comparing} options */
export async function compareWithChains({ files, course, list, manifest, runs, tell }) {
  /** @type {Set<string>} */
  const known = new Set(
    (readJson(files.get('people.json')) ?? []).flatMap((/** @type {any} */ { personId, name }) =>
      name === null ? [] : [personId],
    ),
  );
  /** @type {{ wrong: string[], told: number, unchained: number, forgotten: number }} */
  const stays = { wrong: [], told: 0, unchained: 0, forgotten: 0 };
  /** @type {string[]} */
  const others = [];
  let compared = 0;
  for (const session of course.sessions) {
    const { sessionId, title } = session;
    const run = runs.get(sessionId);
    const rows = readLines(files.get(`record/${sessionId}.intervals.jsonl`));
    if (!run || run.isEmpty) {
      stays.unchained += rows.length;
      continue;
    }
    compared += 1;
    compareStays({ rows, run, known, title, stays });
    const wrong = [
      ...compareCourse(session, run),
      ...compareChecks(readJson(files.get(`checks/${sessionId}.json`)) ?? [], run, known),
      ...compareHalls(readJson(files.get(`halls/${sessionId}.json`)) ?? [], run, known),
      ...compareCodes(readJson(files.get(`viewers/${sessionId}.json`)) ?? {}, run, known),
    ];
    others.push(...wrong.map((each) => `${title}: ${each}`));
  }
  others.push(...(await compareDecisions({ files, course, list, manifest, runs, known })));
  tellStays(stays, tell);
  if (compared === 0) return;
  tell(
    others.length === 0,
    others.length === 0
      ? {
          vi: 'Giờ học, lượt xác nhận có mặt, hội trường, mã người xem, quy tắc và các điều chỉnh đều khớp với chuỗi sự kiện.',
          en: 'Times, presence checks, halls, viewers’ codes, the rule and corrections agree with the chain of events.',
        }
      : {
          vi: `${others.length} mục không khớp với chuỗi sự kiện:`,
          en: byCount(
            others.length,
            '1 thing does not agree with the chain of events:',
            `${others.length} things do not agree with the chain of events:`,
          ),
        },
    others.slice(0, DETAILS_MAX),
  );
}

/** Both ways: whoever was put in, taken out, made longer, cut short or given another role.
 * @param {{ rows: any[], run: Run, known: Set<string>, title: string, stays: { wrong: string[], told: number, forgotten: number } }} options */
function compareStays({ rows, run, known, title, stays }) {
  const missing = new Map(run.stays);
  for (const row of rows) {
    const stay = missing.get(row.id);
    missing.delete(row.id);
    if (!stay)
      stays.wrong.push(`${title}: ${row.id} (${row.personId}): không có trong chuỗi / not in the chain`);
    else if (isSameStay(row, stay, run)) stays.told += 1;
    else stays.wrong.push(`${title}: ${row.id} (${row.personId})`);
  }
  for (const [id, { personId }] of missing) {
    if (known.has(personId)) stays.wrong.push(`${title}: ${id} (${personId}): thiếu / missing`);
    else stays.forgotten += 1;
  }
}

/** @param {any} row @param {import('./record.mjs').Stay} stay @param {Run} run */
function isSameStay(row, { personId, role, startMs, lastProofMs, vouchedMs, ended }, { endedMs }) {
  if (row.personId !== personId || row.role !== role.toUpperCase() || Date.parse(row.startedAt) !== startMs)
    return false;
  const toMs = Date.parse(row.endedAt ?? row.lastProofAt);
  if (ended)
    return row.endedAt !== null && toMs === lastProofMs && Date.parse(row.lastProofAt) === lastProofMs;
  // The pack was made within seconds of the end: the chain has not heard of this one's end yet.
  return (
    toMs >= lastProofMs &&
    toMs <= Math.min(Math.max(endedMs ?? Infinity, lastProofMs), vouchedMs + AHEAD_OF_CHAIN_MS)
  );
}

/** @param {{ wrong: string[], told: number, unchained: number, forgotten: number }} stays @param {Tell} tell */
function tellStays({ wrong, told, unchained, forgotten }, tell) {
  if (told > 0 || wrong.length > 0) {
    const ok = wrong.length === 0;
    tell(
      ok,
      ok
        ? {
            vi: `${told} lượt kết nối khớp với chuỗi sự kiện.`,
            en: byCount(
              told,
              '1 connection agrees with the chain of events.',
              `${told} connections agree with the chain of events.`,
            ),
          }
        : {
            vi: `${wrong.length} lượt kết nối không khớp với chuỗi sự kiện:`,
            en: byCount(
              wrong.length,
              '1 connection does not agree with the chain of events:',
              `${wrong.length} connections do not agree with the chain of events:`,
            ),
          },
      wrong.slice(0, DETAILS_MAX),
    );
  }
  if (unchained > 0) {
    tell(null, {
      vi: `${unchained} lượt kết nối có từ trước khi có chuỗi sự kiện; chữ ký bảo vệ chúng, chuỗi thì không.`,
      en: byCount(
        unchained,
        '1 connection is from before there was a chain; the signature vouches for it, the chain does not.',
        `${unchained} connections are from before there was a chain; the signature vouches for them, the chain does not.`,
      ),
    });
  }
  if (forgotten > 0) {
    tell(null, {
      vi: `${forgotten} lượt kết nối là của người đã được xoá khỏi hệ thống theo yêu cầu; chỉ chuỗi sự kiện còn giữ.`,
      en: byCount(
        forgotten,
        '1 connection is of somebody who was since removed from the installation; only the chain has it.',
        `${forgotten} connections are of people who were since removed from the installation; only the chain has them.`,
      ),
    });
  }
}

/** @param {any} session @param {Run} run */
function compareCourse({ startedAt, endedAt, windows }, run) {
  /** @type {string[]} */
  const wrong = [];
  /** @param {string | null} time */
  const toMs = (time) => (time ? Date.parse(time) : null);
  if (toMs(startedAt) !== run.startedMs) wrong.push('giờ bắt đầu / its beginning');
  if (toMs(endedAt) !== run.endedMs) wrong.push('giờ kết thúc / its end');
  const kept = windows.map(
    (/** @type {any} */ each) => `${each.topicId} ${toMs(each.startedAt)} ${toMs(each.endedAt)}`,
  );
  const recorded = run.windows.map(({ topicId, startMs, endMs }) => `${topicId} ${startMs} ${endMs}`);
  if (kept.sort().join() !== recorded.sort().join())
    wrong.push('giờ dạy các chuyên đề / the times of its topics');
  return wrong;
}

/** @param {any[]} rows @param {Run} run @param {Set<string>} known */
function compareChecks(rows, { checks }, known) {
  /** @type {string[]} */
  const wrong = [];
  const missing = new Map(checks);
  for (const { checkId, people, ...row } of rows) {
    const what = `lượt xác nhận / check ${checkId}`;
    const check = missing.get(checkId);
    missing.delete(checkId);
    if (!check) {
      wrong.push(`${what}: không có trong chuỗi / not in the chain`);
      continue;
    }
    for (const name of /** @type {const} */ (['topicId', 'kind', 'word', 'shownAt', 'closedAt', 'ending'])) {
      if (row[name] !== check[name]) wrong.push(`${what}: ${name}`);
    }
    const left = new Map(check.people);
    for (const { personId, ...response } of people) {
      const own = left.get(personId);
      left.delete(personId);
      const isSame =
        own &&
        ['outcome', 'answeredAt', 'writtenAt', 'wrongWords'].every(
          (name) => response[name] === /** @type {any} */ (own)[name],
        );
      if (!isSame) wrong.push(`${what}: ${personId}`);
    }
    for (const personId of left.keys())
      if (known.has(personId)) wrong.push(`${what}: ${personId}: thiếu / missing`);
  }
  for (const id of missing.keys()) wrong.push(`lượt xác nhận / check ${id}: thiếu / missing`);
  return wrong;
}

/** @param {any[]} halls @param {Run} run @param {Set<string>} known */
function compareHalls(halls, { attestations, confirmations, refusals }, known) {
  /** @type {string[]} */
  const wrong = [];
  const missing = new Map(attestations);
  const hallIds = new Set(halls.map(({ hallId }) => hallId));
  /** @param {string[]} ids */
  const text = (ids) => [...ids].sort().join();
  for (const hall of halls) {
    if ((hall.confirmation?.at ?? null) !== (confirmations.get(hall.hallId) ?? null))
      wrong.push(`hội trường / hall ${hall.hallId}`);
    if ((hall.refusal?.at ?? null) !== (refusals.get(hall.hallId) ?? null))
      wrong.push(`hội trường / hall ${hall.hallId}`);
    for (const row of hall.attestations) {
      const own = missing.get(row.attestationId);
      missing.delete(row.attestationId);
      const isSame =
        own !== undefined &&
        own.hallId === hall.hallId &&
        own.topicId === row.topicId &&
        own.at === row.at &&
        text(own.personIds) === text(row.personIds) &&
        text(own.confirmedIds) === text(row.confirmedIds) &&
        own.withdrawnAt === (row.withdrawal?.at ?? null);
      if (!isSame) wrong.push(`hội trường / hall ${hall.hallId}: ${row.attestationId}`);
    }
  }
  // With an attester who was removed from the installation goes their hall; the people of it stay known.
  for (const [id, { hallId, personIds }] of missing) {
    if (hallIds.has(hallId) || personIds.every((personId) => known.has(personId)))
      wrong.push(`hội trường / hall ${hallId}: ${id}: thiếu / missing`);
  }
  return wrong;
}

/** @param {any} viewers @param {Run} run @param {Set<string>} known */
function compareCodes({ codes = [], viewers = [] }, run, known) {
  /** @type {string[]} */
  const wrong = [];
  const missing = new Map(run.codes);
  /** @type {Map<string, number>} */
  const entered = new Map();
  for (const { codeId, shownAt, closesAt, entries } of codes) {
    const code = missing.get(codeId);
    missing.delete(codeId);
    const people = [...(code?.people ?? [])].filter((personId) => known.has(personId));
    for (const personId of people) entered.set(personId, (entered.get(personId) ?? 0) + 1);
    if (code?.shownAt !== shownAt || code?.closesAt !== closesAt || entries !== people.length) {
      wrong.push(`mã / code ${codeId}`);
    }
  }
  for (const id of missing.keys()) wrong.push(`mã / code ${id}: thiếu / missing`);
  for (const { personId, topics } of viewers) {
    const count = topics.reduce(
      (/** @type {number} */ sum, /** @type {any} */ topic) => sum + topic.entered,
      0,
    );
    if (count !== (entered.get(personId) ?? 0)) wrong.push(`mã / codes: ${personId}`);
    entered.delete(personId);
  }
  for (const personId of entered.keys()) wrong.push(`mã / codes: ${personId}: thiếu / missing`);
  return wrong;
}

/**
 * A correction stands in the chain of the session that had taught its topic last. A pack of one session need not have that one: there, what the chains have must be on the
 * list, and what the list has may stand elsewhere.
 * @param {{ files: Files, course: any, list: any, manifest: any, runs: Map<string, Run>, known: Set<string> }} options
 */
async function compareDecisions({ files, course, list, manifest, runs, known }) {
  /** @type {string[]} */
  const wrong = [];
  const topicIds = new Set(list.topics.map((/** @type {any} */ { topicId }) => topicId));
  const all = [...runs.values()];
  const made = all.flatMap(({ corrections }) => corrections).filter(({ topicId }) => topicIds.has(topicId));
  const withdrawn = new Map(
    all.flatMap(({ withdrawals }) => withdrawals).map((each) => [each.correctionId, each]),
  );
  const unseen = new Set(list.corrections);
  for (const each of made) {
    if (!known.has(each.personId)) continue;
    const row = list.corrections.find(
      (/** @type {any} */ other) =>
        unseen.has(other) &&
        other.personId === each.personId &&
        other.topicId === each.topicId &&
        other.outcome === each.outcome &&
        other.madeAt === each.at,
    );
    unseen.delete(row);
    const end = withdrawn.get(each.correctionId);
    const isSame =
      row &&
      (await hashOf(row.reason)) === each.reasonHash &&
      (!end || (row.withdrawnAt === end.at && (await hashOf(row.withdrawalReason)) === end.reasonHash)) &&
      (end !== undefined || row.withdrawnAt === null || manifest.scope?.sessionId);
    if (!isSame) wrong.push(`điều chỉnh / correction: ${each.personId}, ${each.topicId}, ${each.at}`);
  }
  const hasAllSessions =
    !manifest.scope?.sessionId &&
    course.sessions.every(
      (/** @type {any} */ { sessionId, startedAt }) => !startedAt || runs.get(sessionId)?.isEmpty === false,
    );
  if (hasAllSessions) {
    for (const row of unseen) {
      wrong.push(
        `điều chỉnh / correction: ${row.personId}, ${row.topicId}, ${row.madeAt}: không có trong chuỗi / not in the chain`,
      );
    }
  }
  const hashes = new Map(
    (readJson(files.get('rule.json'))?.versions ?? []).map((/** @type {any} */ { version, hash }) => [
      version,
      hash,
    ]),
  );
  for (const { version, hash } of all.flatMap(({ rules }) => rules)) {
    if (hashes.get(version) !== hash) wrong.push(`quy tắc / rule: ${version}`);
  }
  return wrong;
}

/** @param {string} text */
function hashOf(text) {
  return sha256(new TextEncoder().encode(text));
}
