import { type TopicStatus, topicStatuses } from '#shared/attendance-judgement.ts';
import type {
  LearnerResultDto,
  ResultCell,
  ResultTopicDto,
  SeriesResultsDto,
} from '#shared/features/results.ts';
import { foldForSearch } from '#shared/names.ts';

/** One learner in one topic, with names. */
export interface TopicResult {
  status: TopicStatus;
  seconds: number;
  /** Of the topic's time, from 0 to 1. */
  share: number;
  checksDelivered: number;
  checksAnswered: number;
  checksNeeded: number;
  isCorrected: boolean;
}

export interface Learner extends Omit<LearnerResultDto, 'topics'> {
  results: TopicResult[];
  /** In all topics. */
  seconds: number;
}

/** The answer's rows with names, and with what is asked of each again and again. */
export function readLearners({ topics, learners }: SeriesResultsDto): Learner[] {
  return learners.map(({ topics: cells, ...learner }) => {
    const results = cells.map((cell, at) => readCell(cell, topics[at]));
    return {
      ...learner,
      results,
      seconds: results.reduce((sum, { seconds }) => sum + seconds, 0),
    };
  });
}

function readCell(
  [place, seconds, checksDelivered, checksAnswered, checksNeeded, corrected]: ResultCell,
  topic: ResultTopicDto | undefined,
): TopicResult {
  return {
    status: topicStatuses[place] ?? 'not_held',
    seconds,
    share: topic && topic.seconds > 0 ? Math.min(1, seconds / topic.seconds) : 0,
    checksDelivered,
    checksAnswered,
    checksNeeded,
    isCorrected: corrected === 1,
  };
}

const passing: ReadonlySet<TopicStatus> = new Set(['passed', 'confirmed_by_hand', 'in_hall', 'external']);

/** How a chart counts it; whether someone on another channel counts for the certificate is the rule's affair. */
export function kindOf(status: TopicStatus): 'passed' | 'short' | 'absent' | 'not_held' {
  if (status === 'not_held') return 'not_held';
  if (passing.has(status)) return 'passed';
  return status === 'absent' ? 'absent' : 'short';
}

export const resultFilters = ['all', 'qualifies', 'not_yet', 'almost', 'corrected', 'absent'] as const;
export type ResultFilter = (typeof resultFilters)[number];
export const resultOrders = ['name', 'province', 'passed', 'most', 'least'] as const;
export type ResultOrder = (typeof resultOrders)[number];

export interface Choice {
  search: string;
  filter: ResultFilter;
  /** Empty: any. */
  province: string;
  group: string;
  order: ResultOrder;
}

/**
 * Those who fit, in the order asked for. The answer came by given name, and equals keep that order.
 * @param provinceOf how a province is called, by which they are sorted
 */
export function chooseLearners(
  learners: readonly Learner[],
  { search, filter, province, group, order }: Choice,
  { topicsNeeded, provinceOf }: { topicsNeeded: number; provinceOf: (code: string) => string },
): Learner[] {
  const words = foldForSearch(search).split(' ').filter(Boolean);
  const found = learners.filter(
    (learner) =>
      (province === '' || learner.province === province) &&
      (group === '' || learner.group === group) &&
      fits(learner, filter, topicsNeeded) &&
      words.every((word) => foldedOf(learner).includes(word)),
  );
  switch (order) {
    case 'name':
      return found;
    case 'province': {
      const names = new Map(
        found.map((learner) => [learner, learner.province && provinceOf(learner.province)]),
      );
      const { compare } = new Intl.Collator('vi');
      return found.sort((a, b) => {
        const [left, right] = [names.get(a), names.get(b)];
        return Number(!left) - Number(!right) || compare(left ?? '', right ?? '');
      });
    }
    case 'passed':
      return found.sort((a, b) => b.topicsPassed - a.topicsPassed);
    case 'most':
      return found.sort((a, b) => b.seconds - a.seconds);
    case 'least':
      return found.sort((a, b) => a.seconds - b.seconds);
  }
}

/** Three thousand are folded when somebody searches, not before the first of them is seen. */
const folded = new WeakMap<Learner, string>();

/** Name and organisation, as they are searched. */
export function foldedOf(learner: Learner): string {
  const known = folded.get(learner);
  if (known !== undefined) return known;
  const made = foldForSearch(`${learner.name} ${learner.organisation ?? ''}`);
  folded.set(learner, made);
  return made;
}

function fits({ qualifies, topicsPassed, results }: Learner, filter: ResultFilter, needed: number): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'qualifies':
      return qualifies;
    case 'not_yet':
      return !qualifies;
    case 'almost':
      return topicsPassed === needed - 1;
    case 'corrected':
      return results.some(({ isCorrected }) => isCorrected);
    case 'absent':
      return results.every(({ seconds }) => seconds === 0);
  }
}

export interface TopicCounts {
  topicId: string;
  title: string;
  isHeld: boolean;
  passed: number;
  short: number;
  absent: number;
}

export function countTopics(topics: readonly ResultTopicDto[], learners: readonly Learner[]): TopicCounts[] {
  return topics.map(({ topicId, title, seconds }, at) => {
    const counts = { passed: 0, short: 0, absent: 0, not_held: 0 };
    for (const { results } of learners) counts[kindOf(results[at]?.status ?? 'not_held')] += 1;
    return { topicId, title, isHeld: seconds > 0, ...counts };
  });
}

/** Five steps of a colour are as many as can be told apart; whoever was not there at all has none. */
export function levelOf({ share, seconds }: TopicResult): 0 | 1 | 2 | 3 | 4 | 5 {
  if (seconds === 0) return 0;
  return Math.min(5, Math.floor(share * 5) + 1) as 1 | 2 | 3 | 4 | 5;
}

export interface Bin {
  fromPercent: number;
  toPercent: number;
  learners: number;
}

/** Tenths of a topic's time; the last one has those who were there all of it. */
export function countShares(results: readonly TopicResult[]): Bin[] {
  const bins = Array.from({ length: 10 }, (_, at) => ({
    fromPercent: at * 10,
    toPercent: at * 10 + 10,
    learners: 0,
  }));
  for (const { share } of results) {
    const bin = bins[Math.min(9, Math.floor(share * 10))];
    if (bin) bin.learners += 1;
  }
  return bins;
}
