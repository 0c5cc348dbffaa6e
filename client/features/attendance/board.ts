import { compareByGivenName } from '#client/lib/names.ts';
import { expectRemainingSeconds, findOutlook, type Outlook } from '#shared/attendance-outlook.ts';
import { noWays, type WayCounts } from '#shared/attendance-ways.ts';
import type { BoardDto, BoardRowDto } from '#shared/features/insight.ts';

/** A row and the moment that its seconds hold up to. */
interface Entry {
  row: BoardRowDto;
  asOfMs: number;
}

/** What a board was told so far. */
export interface BoardState {
  latest: BoardDto;
  entries: ReadonlyMap<string, Entry>;
}

/** Takes an answer in: all rows, or those that came with it in place of the older ones. */
export function takeBoard(last: BoardState | undefined, board: BoardDto): BoardState {
  const asOfMs = Date.parse(board.asOf);
  const entries = new Map(board.whole ? [] : last?.entries);
  for (const row of board.rows) entries.set(row.personId, { row, asOfMs });
  return { latest: board, entries };
}

/** `in_hall`: not connected, and named by a hall since they last were. */
export type PersonState = 'present' | 'in_hall' | 'left' | 'absent';

/** One learner, as things stand at a moment. */
export interface BoardPerson extends Omit<BoardRowDto, 'topics'> {
  state: PersonState;
  /** In the order of the board's topics. */
  topicSeconds: number[];
  /** Of the topic that runs; null while none does, and for whoever never came or sits in a hall: their minutes do not decide. */
  outlook: Outlook | null;
}

export interface BoardView {
  /** By given name. */
  people: BoardPerson[];
  runningTopic: { topicId: string; title: string; ranSeconds: number; remainingSeconds: number } | null;
  sessionSeconds: number;
  topicSeconds: number[];
}

/** Everybody at this moment of the server's clock: who is present goes on gaining seconds, in the session and in the topic that runs. */
export function viewBoard({ latest, entries }: BoardState, nowMs: number): BoardView {
  const sessionStartMs = latest.startedAt === null ? nowMs : Date.parse(latest.startedAt);
  const sessionEndMs = latest.endedAt === null ? nowMs : Math.min(nowMs, Date.parse(latest.endedAt));
  const windows = latest.topics.map((topic) =>
    topic.windows.map(({ from, to }) => ({
      fromMs: Date.parse(from),
      toMs: to === null ? sessionEndMs : Date.parse(to),
    })),
  );
  const topicSeconds = windows.map((ofTopic) =>
    wholeSeconds(ofTopic.reduce((sum, { fromMs, toMs }) => sum + Math.max(0, toMs - fromMs), 0)),
  );
  const runningAt = latest.topics.findIndex((topic) => topic.windows.some(({ to }) => to === null));
  const running = latest.endedAt === null ? latest.topics[runningAt] : undefined;
  const runningTopic = running
    ? {
        topicId: running.topicId,
        title: running.title,
        ranSeconds: topicSeconds[runningAt] ?? 0,
        remainingSeconds: expectRemainingSeconds({
          nowMs,
          plannedEndMs: Date.parse(latest.plannedEndsAt),
          topicsToCome: latest.topics.filter((topic) => topic.windows.length === 0).length,
        }),
      }
    : null;

  const people = [...entries.values()].map(({ row, asOfMs }): BoardPerson => {
    const gain = (fromMs: number, toMs: number) =>
      row.present ? Math.max(0, toMs - Math.max(fromMs, asOfMs)) : 0;
    const seconds =
      row.seconds + (latest.startedAt === null ? 0 : wholeSeconds(gain(sessionStartMs, sessionEndMs)));
    const ofTopics = latest.topics.map(({ topicId }, at) => {
      const known = row.topics.find((topic) => topic.topicId === topicId)?.seconds ?? 0;
      const since = (windows[at] ?? []).reduce((sum, { fromMs, toMs }) => sum + gain(fromMs, toMs), 0);
      return known + wholeSeconds(since);
    });
    const state = findState(row);
    return {
      ...row,
      seconds,
      topicSeconds: ofTopics,
      state,
      outlook:
        runningTopic && (state === 'present' || state === 'left')
          ? findOutlook({
              ...runningTopic,
              ...latest.rule,
              presentSeconds: ofTopics[runningAt] ?? 0,
              checksDelivered: row.checksDelivered,
              checksAnswered: row.checksAnswered,
            })
          : null,
    };
  });
  people.sort((a, b) => compareByGivenName(a.name, b.name) || (a.personId < b.personId ? -1 : 1));
  return {
    people,
    runningTopic,
    sessionSeconds: wholeSeconds(Math.max(0, sessionEndMs - sessionStartMs)),
    topicSeconds,
  };
}

function findState({ present, hall, firstSeenAt, lastSeenAt }: BoardRowDto): PersonState {
  if (present) return 'present';
  if (hall && (lastSeenAt === null || hall.namedAt >= lastSeenAt)) return 'in_hall';
  return firstSeenAt === null ? 'absent' : 'left';
}

function wholeSeconds(ms: number): number {
  return Math.floor(ms / 1_000);
}

/** Those who are not there any more, the last one first. */
export function listLeft(people: readonly BoardPerson[]): BoardPerson[] {
  return people
    .filter(({ state }) => state === 'left')
    .sort((a, b) => (b.lastSeenAt ?? '').localeCompare(a.lastSeenAt ?? ''));
}

const urgency: Partial<Record<Outlook, number>> = { every_minute: 0, missed_checks: 1, out_of_reach: 2 };

/** Those whom it may still help to be called come first. */
export function listAtRisk(people: readonly BoardPerson[]): BoardPerson[] {
  const rank = ({ outlook }: BoardPerson) => (outlook ? (urgency[outlook] ?? 9) : 9);
  return people
    .filter(({ outlook }) => outlook !== null && outlook !== 'fair')
    .sort((a, b) => rank(a) - rank(b));
}

export type Grouping = 'province' | 'participantGroup' | 'organisation';

export interface GroupCount {
  /** Null: not known. */
  key: string | null;
  all: number;
  /** Now, by themselves. */
  present: number;
  inHall: number;
  /** After the end. */
  ways: WayCounts;
}

export function countWays(people: readonly Pick<BoardPerson, 'way'>[]): WayCounts {
  const counts = noWays();
  for (const { way } of people) if (way) counts[way] += 1;
  return counts;
}

/** The largest first; those of whom it is not known stand last. */
export function countGroups(people: readonly BoardPerson[], grouping: Grouping): GroupCount[] {
  const groups = new Map<string | null, GroupCount>();
  for (const person of people) {
    const key = person[grouping] || null;
    const group = groups.get(key) ?? { key, all: 0, present: 0, inHall: 0, ways: noWays() };
    group.all += 1;
    if (person.state === 'present') group.present += 1;
    if (person.state === 'in_hall') group.inHall += 1;
    if (person.way) group.ways[person.way] += 1;
    groups.set(key, group);
  }
  return [...groups.values()].sort(
    (a, b) => Number(a.key === null) - Number(b.key === null) || b.all - a.all,
  );
}
