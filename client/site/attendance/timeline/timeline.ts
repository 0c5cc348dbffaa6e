import type { TimelineDto } from '#shared/features/insight.ts';

export const laneNames = [
  'topics',
  'slides',
  'questions',
  'answerings',
  'polls',
  'checks',
  'outages',
] as const;
export type LaneName = (typeof laneNames)[number];

/** Something with a length. */
export interface Bar {
  lane: LaneName;
  from: Date;
  to: Date;
  isGoingOn: boolean;
  /** Stands in the bar where there is room for it. */
  label: string;
  isTrouble: boolean;
}

/** Something without. */
export interface Tick {
  lane: LaneName;
  at: Date;
}

export interface TimelineLayout {
  from: Date;
  to: Date;
  /** Those in which there is something, from above. */
  lanes: LaneName[];
  bars: Bar[];
  ticks: Tick[];
  highest: { at: Date; learners: number } | null;
}

export interface TimelineWords {
  checkAnswers(answered: number, delivered: number): string;
  outage(of: 'server' | 'trainers'): string;
}

/** Where everything of a session stands on one axis of time; null before the start. */
export function layOutTimeline(timeline: TimelineDto, words: TimelineWords): TimelineLayout | null {
  if (timeline.startedAt === null) return null;
  const from = new Date(timeline.startedAt);
  const to = new Date(timeline.endedAt ?? timeline.asOf);
  const bar = (
    lane: LaneName,
    span: { from: string; to: string | null },
    label: string,
    isTrouble = false,
  ): Bar => ({
    lane,
    from: new Date(Math.max(from.getTime(), Date.parse(span.from))),
    to: span.to === null ? to : new Date(Math.min(to.getTime(), Date.parse(span.to))),
    isGoingOn: span.to === null,
    label,
    isTrouble,
  });
  const tick = (lane: LaneName, at: string): Tick => ({ lane, at: new Date(at) });

  const numbers = new Map<string, number>();
  for (const { topicId } of timeline.topics) {
    if (!numbers.has(topicId)) numbers.set(topicId, numbers.size + 1);
  }
  const bars = [
    ...timeline.topics.map((topic) => bar('topics', topic, `${numbers.get(topic.topicId)}. ${topic.title}`)),
    ...timeline.answerings.map((answering) => bar('answerings', answering, answering.question)),
    ...timeline.polls.map((poll) => bar('polls', poll, poll.prompt)),
    ...timeline.checks.map((check) =>
      bar('checks', check, words.checkAnswers(check.answered, check.delivered)),
    ),
    ...timeline.outages.map((outage) => bar('outages', outage, words.outage(outage.of), true)),
  ].filter((each) => each.to > each.from);
  const ticks = [
    ...timeline.slides.map(({ at }) => tick('slides', at)),
    ...timeline.questions.map((at) => tick('questions', at)),
  ].filter(({ at }) => at >= from && at <= to);
  const used = new Set([...bars, ...ticks].map(({ lane }) => lane));
  return {
    from,
    to,
    lanes: laneNames.filter((lane) => used.has(lane)),
    bars,
    ticks,
    highest: findHighest(timeline.audience),
  };
}

function findHighest(audience: TimelineDto['audience']): TimelineLayout['highest'] {
  let highest: TimelineDto['audience'][number] | undefined;
  for (const point of audience) if (point.learners > (highest?.learners ?? 0)) highest = point;
  return highest ? { at: new Date(highest.at), learners: highest.learners } : null;
}

export interface TimelineEvent {
  at: string;
  /** Null for a moment. */
  to?: string | null;
  lane: LaneName;
  text: string;
}

/** What happened, in the order in which it began: the rows of the table. */
export function listEvents(
  timeline: TimelineDto,
  words: TimelineWords & { slide(fileName: string | null, page: number | null): string; question: string },
): TimelineEvent[] {
  const span = (
    lane: LaneName,
    { from, to }: { from: string; to: string | null },
    text: string,
  ): TimelineEvent => ({ at: from, to, lane, text });
  return [
    ...timeline.topics.map((topic) => span('topics', topic, topic.title)),
    ...timeline.slides.map(
      ({ at, fileName, page }): TimelineEvent => ({ at, lane: 'slides', text: words.slide(fileName, page) }),
    ),
    ...timeline.questions.map((at): TimelineEvent => ({ at, lane: 'questions', text: words.question })),
    ...timeline.answerings.map((answering) => span('answerings', answering, answering.question)),
    ...timeline.polls.map((poll) => span('polls', poll, poll.prompt)),
    ...timeline.checks.map((check) =>
      span('checks', check, words.checkAnswers(check.answered, check.delivered)),
    ),
    ...timeline.outages.map((outage) => span('outages', outage, words.outage(outage.of))),
  ].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/** How many were present at a moment: the last point of the curve that is not after it. */
export function learnersAt(audience: TimelineDto['audience'], at: string): number | null {
  const atMs = Date.parse(at);
  let found: number | null = null;
  for (const point of audience) {
    if (Date.parse(point.at) > atMs) break;
    found = point.learners;
  }
  return found;
}
