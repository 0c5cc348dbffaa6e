import { doesCount, type TopicStatus, topicStatuses } from '#shared/attendance-judgement.ts';
import type { AttendanceRule } from '#shared/attendance-rule.ts';
import { type AttendanceWay, noWays, type WayCounts, wayOfPerson } from '#shared/attendance-ways.ts';
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
  /** Null: in none of them. */
  way: AttendanceWay | null;
}

/** The answer's rows with names, and with what is asked of each again and again. */
export function readLearners({ topics, learners }: SeriesResultsDto): Learner[] {
  return learners.map(({ topics: cells, ...learner }) => {
    const results = cells.map((cell, at) => readCell(cell, topics[at]));
    return {
      ...learner,
      results,
      seconds: results.reduce((sum, { seconds }) => sum + seconds, 0),
      way: wayOfPerson({ topics: results }),
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

/** In the order in which they are drawn. What passes by one's own presence stands first, and what stands in for it beside it, never in it. */
export const resultKinds = ['passed', 'by_hand', 'hall', 'elsewhere', 'short', 'absent'] as const;
export type ResultKind = (typeof resultKinds)[number];

/** How a chart counts it; null where the topic has not been taught. */
export function kindOf(status: TopicStatus): ResultKind | null {
  switch (status) {
    case 'passed':
      return 'passed';
    case 'confirmed_by_hand':
      return 'by_hand';
    case 'in_hall':
      return 'hall';
    case 'external':
      return 'elsewhere';
    case 'too_short':
    case 'too_few_checks':
      return 'short';
    case 'absent':
    case 'excused':
      return 'absent';
    case 'not_held':
      return null;
  }
}

/** What a result looks like beside its minutes, in every picture and table; see the style sheet of the heat map. */
export const statusMarks: Partial<Record<TopicStatus, string>> = {
  passed: '✓',
  confirmed_by_hand: '✓',
  in_hall: '⌂',
  external: '▷',
  too_few_checks: '!',
};

export function countWays(learners: readonly Pick<Learner, 'way'>[]): WayCounts {
  const counts = noWays();
  for (const { way } of learners) counts[way ?? 'none'] += 1;
  return counts;
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

function fits(
  { qualifies, topicsPassed, results, way }: Learner,
  filter: ResultFilter,
  needed: number,
): boolean {
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
      return way === null;
  }
}

export interface TopicCounts extends Record<ResultKind, number> {
  topicId: string;
  title: string;
  isHeld: boolean;
  /** That count towards the certificate, by the rule. */
  counted: number;
}

export function countTopics(
  { topics, rule }: { topics: readonly ResultTopicDto[]; rule: Pick<AttendanceRule, 'externalViewersCount'> },
  learners: readonly Learner[],
): TopicCounts[] {
  return topics.map(({ topicId, title, seconds }, at) => {
    const counts = { passed: 0, by_hand: 0, hall: 0, elsewhere: 0, short: 0, absent: 0, counted: 0 };
    for (const { results } of learners) {
      const status = results[at]?.status ?? 'not_held';
      const kind = kindOf(status);
      if (kind) counts[kind] += 1;
      if (doesCount(rule, status)) counts.counted += 1;
    }
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
