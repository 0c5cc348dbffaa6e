// @ts-check
// Who attended a topic without a connection of their own: named in a hall, or by the codes that were in the picture.

/** @typedef {{ isChained: boolean, inHall: Set<string>, codesShown: number, entered: Map<string, number> }} Elsewhere */

const NAMINGS_NEEDED = 2;
/** Two lists made within ten minutes tell of one moment; in a short topic, within a third of it. */
const APART_MS = 10 * 60_000;

/** @param {import('./record.mjs').Run[]} runs @param {string} topicId @param {number} topicSeconds @returns {Elsewhere} */
export function countElsewhere(runs, topicId, topicSeconds) {
  /** @type {Map<string, number[]>} */
  const namings = new Map();
  for (const { attestations, confirmations, refusals } of runs) {
    for (const attestation of attestations.values()) {
      const counts =
        attestation.topicId === topicId &&
        attestation.withdrawnAt === null &&
        confirmations.has(attestation.hallId) &&
        !refusals.has(attestation.hallId);
      if (!counts) continue;
      for (const personId of new Set(attestation.personIds)) {
        namings.set(personId, [...(namings.get(personId) ?? []), Date.parse(attestation.at)]);
      }
    }
  }
  const apartMs = Math.min(APART_MS, (topicSeconds * 1000) / 3);
  const inHall = [...namings].filter(([, timesMs]) => countMoments(timesMs, apartMs) >= NAMINGS_NEEDED);
  /** @type {Map<string, number>} */
  const entered = new Map();
  let codesShown = 0;
  for (const code of runs.flatMap(({ codes }) => [...codes.values()])) {
    if (code.topicId !== topicId) continue;
    codesShown += 1;
    for (const personId of code.people) entered.set(personId, (entered.get(personId) ?? 0) + 1);
  }
  const isChained = runs.some(({ isEmpty }) => !isEmpty);
  return { isChained, inHall: new Set(inHall.map(([personId]) => personId)), codesShown, entered };
}

/** @param {any} rule @param {Elsewhere} elsewhere @param {string} personId */
export function isViewer(rule, { codesShown, entered }, personId) {
  const own = entered.get(personId) ?? 0;
  return own > 0 && own >= Math.max(1, Math.floor((codesShown * rule.checkSharePercent) / 100));
}

/** @param {number[]} timesMs @param {number} apartMs */
function countMoments(timesMs, apartMs) {
  let count = 0;
  let lastMs = Number.NEGATIVE_INFINITY;
  for (const timeMs of timesMs.sort((a, b) => a - b)) {
    if (timeMs - lastMs < apartMs) continue;
    count += 1;
    lastMs = timeMs;
  }
  return count;
}
