/** One moment at which an attester said who is in their hall, within a topic's time. */
export interface TopicAttestation {
  topicId: string;
  atMs: number;
  personIds: readonly string[];
}

/** Of the three that are asked for (at the start, in the middle, at the end): one may be missed, and one alone says that somebody looked in. */
export const HALL_NAMINGS_NEEDED = 2;
/** Two lists made within ten minutes tell of one moment; in a short topic, within a third of it. */
const APART_MS = 10 * 60_000;

/**
 * Who counts as having been in a hall, topic by topic: named at two moments of it that lie apart. Withdrawn attestations and refused halls are left out
 * by whoever asks.
 */
export function findHallPeople(
  attestations: readonly TopicAttestation[],
  topicSecondsOf: (topicId: string) => number,
): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const [topicId, namings] of namingsByTopic(attestations)) {
    const apartMs = Math.min(APART_MS, (topicSecondsOf(topicId) * 1_000) / 3);
    const people = [...namings].filter(
      ([, timesMs]) => countMoments(timesMs, apartMs) >= HALL_NAMINGS_NEEDED,
    );
    if (people.length > 0) found.set(topicId, new Set(people.map(([personId]) => personId)));
  }
  return found;
}

function namingsByTopic(attestations: readonly TopicAttestation[]): Map<string, Map<string, number[]>> {
  const topics = new Map<string, Map<string, number[]>>();
  for (const { topicId, atMs, personIds } of attestations) {
    const people = topics.get(topicId) ?? new Map<string, number[]>();
    topics.set(topicId, people);
    for (const personId of new Set(personIds)) people.set(personId, [...(people.get(personId) ?? []), atMs]);
  }
  return topics;
}

/** How many of these times lie at least so far from the one counted before. */
function countMoments(timesMs: readonly number[], apartMs: number): number {
  let count = 0;
  let lastMs = Number.NEGATIVE_INFINITY;
  for (const timeMs of [...timesMs].sort((a, b) => a - b)) {
    if (timeMs - lastMs < apartMs) continue;
    count += 1;
    lastMs = timeMs;
  }
  return count;
}
