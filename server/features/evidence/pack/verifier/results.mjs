// @ts-check
// From the raw record, the times of the topics and the rule to each learner's result.
import { byCount, DETAILS_MAX, readJson, readLines, sha256, sortKeys } from './bytes.mjs';
import { countElsewhere, isViewer } from './elsewhere.mjs';
import { bridge, clip, countSeconds } from './times.mjs';

/** @typedef {import('./times.mjs').Interval} Interval */
/**
 * @typedef {import('./core.mjs').Files} Files
 * @typedef {import('./core.mjs').Tell} Tell
 * @typedef {import('./record.mjs').Run} Run
 */

/** @param {{ files: Files, tell: Tell }} options */
export async function checkRules({ files, tell }) {
  const versions = readJson(files.get('rule.json'))?.versions ?? [];
  /** @type {string[]} */
  const wrong = [];
  for (const { version, canonical, hash, figures } of versions) {
    const isSame =
      (await sha256(new TextEncoder().encode(canonical))) === hash &&
      JSON.stringify(sortKeys(JSON.parse(canonical))) === JSON.stringify(sortKeys(figures));
    if (!isSame) wrong.push(`${version}`);
  }
  if (versions.length === 0) {
    tell(null, {
      vi: 'Chương trình chưa chốt quy tắc nào; kết quả được tính theo quy tắc có sẵn.',
      en: 'The series has not fixed a rule; results are counted by the one that comes with Lectern.',
    });
    return;
  }
  tell(
    wrong.length === 0,
    wrong.length === 0
      ? {
          vi: byCount(
            versions.length,
            'Quy tắc: 1 phiên bản, đúng mã băm.',
            `Quy tắc: ${versions.length} phiên bản, mã băm đều đúng.`,
          ),
          en: byCount(
            versions.length,
            'Rule: 1 version, with its right hash.',
            `Rule: ${versions.length} versions, each with its right hash.`,
          ),
        }
      : { vi: 'Quy tắc không khớp mã băm, phiên bản:', en: 'The rule does not fit its hash, version:' },
    wrong,
  );
}

/** From the raw intervals, the times of the topics and the rule to each learner's result; then compared with the list.
 * @param {{ files: Files, course: any, list: any, manifest: any, runs: Map<string, Run>, tell: Tell }} options */
export function recompute({ files, course, list, manifest, runs, tell }) {
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
    const parts = topicRuns(course, topic.topicId, asOfMs);
    const topicSeconds = countSeconds(parts.flatMap(({ windows }) => windows));
    const asked = checks.get(topic.topicId);
    const elsewhere = countElsewhere([...runs.values()], topic.topicId, topicSeconds);
    if (elsewhere.isChained && elsewhere.codesShown !== topic.codesShown) {
      wrong.push(`${topic.title}: ${topic.codesShown} ≠ ${elsewhere.codesShown} mã / codes`);
    }
    if ((asked?.shown ?? 0) !== topic.checksShown) {
      wrong.push(`${topic.title}: ${topic.checksShown} ≠ ${asked?.shown ?? 0} lần hỏi / checks`);
    }
    if (topicSeconds !== topic.seconds) wrong.push(`${topic.title}: ${topic.seconds} ≠ ${topicSeconds}`);
    for (const learner of list.learners) {
      const result = learner.topics[place];
      const seconds = countSeconds(
        parts.flatMap(({ sessionId, windows }) =>
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
        elsewhere,
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
      } else if (result.counts !== doesCount(rule, result.status)) {
        wrong.push(
          `${learner.name} – ${topic.title}: ${result.status}, được tính / counts: ${result.counts}`,
        );
      }
    }
  }
  wrong.push(...findWrongStandings({ files, list, manifest }));
  const ok = wrong.length === 0;
  tell(
    ok,
    ok
      ? {
          vi: `Tính lại từ dữ liệu gốc và quy tắc: ${judged} kết quả của ${list.learners.length} người đều khớp với danh sách.`,
          en: `Recomputed from the raw record and the rule: ${byCount(judged, '1 result', `${judged} results`)} of ${byCount(list.learners.length, '1 person', `${list.learners.length} people`)} ${byCount(judged, 'agrees', 'agree')} with the list.`,
        }
      : {
          vi: `Tính lại từ dữ liệu gốc: ${wrong.length} kết quả không khớp với danh sách.`,
          en: byCount(
            wrong.length,
            'Recomputed from the raw record: 1 result does not agree with the list.',
            `Recomputed from the raw record: ${wrong.length} results do not agree with the list.`,
          ),
        },
    wrong.slice(0, DETAILS_MAX),
  );
  if (byHand > 0) {
    tell(null, {
      vi: `${byHand} kết quả dựa vào danh sách hội trường hoặc mã của người xem ở kênh khác; xem các tệp kèm theo.`,
      en: byCount(
        byHand,
        '1 result rests on a list of a hall or codes of a viewer elsewhere; see the files about it.',
        `${byHand} results rest on lists of halls or codes of viewers elsewhere; see the files about them.`,
      ),
    });
  }
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
function judge({ rule, topicSeconds, seconds, result, corrections, learner, topic, elsewhere }) {
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
  if (elsewhere.inHall.has(learner.personId)) return 'in_hall';
  if (isViewer(rule, elsewhere, learner.personId)) return 'external';
  // From before there was a chain: lists of halls and codes stand beside the record, and nothing vouches for them.
  if (!elsewhere.isChained && (result.status === 'in_hall' || result.status === 'external')) return null;
  if (seconds === 0) return 'absent';
  return tooShort ? 'too_short' : 'too_few_checks';
}

/** @param {any} rule @param {string} status */
function doesCount(rule, status) {
  if (status === 'external') return rule.externalViewersCount;
  return status === 'passed' || status === 'confirmed_by_hand' || status === 'in_hall';
}

/** The rule of the list is the one that the pack holds; and, of a whole series, who qualifies by it.
 * @param {{ files: Files, list: any, manifest: any }} options */
function findWrongStandings({ files, list, manifest }) {
  /** @type {string[]} */
  const wrong = [];
  const { version, hash, figures } = list.rule;
  const kept = (readJson(files.get('rule.json'))?.versions ?? []).find(
    (/** @type {any} */ other) => other.version === version,
  );
  const isKept =
    version === 0 ||
    (kept?.hash === hash &&
      // A figure that came later than the version is read as it is by default.
      Object.entries(kept.figures).every(([name, value]) => figures[name] === value));
  if (!isKept) wrong.push(`quy tắc / rule ${version}`);
  if (manifest.scope?.sessionId || manifest.scope?.topicId) return wrong;
  const needed = Math.max(1, Math.ceil((list.topics.length * figures.topicsNeededPercent) / 100));
  if (needed !== list.topicsNeeded) wrong.push(`${list.topicsNeeded} ≠ ${needed} chuyên đề / topics`);
  for (const { name, topics, topicsPassed, testScorePercent, qualifies } of list.learners) {
    const passed = topics.filter((/** @type {any} */ { counts }) => counts).length;
    const hasTest =
      figures.testScorePercent === null ||
      (testScorePercent !== null && testScorePercent >= figures.testScorePercent);
    if (passed !== topicsPassed || qualifies !== (passed >= needed && hasTest)) {
      wrong.push(`${name}: ${topicsPassed} ≠ ${passed} chuyên đề / topics`);
    }
  }
  return wrong;
}
