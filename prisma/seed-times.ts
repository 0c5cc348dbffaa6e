import { seedSessions, seedTopics } from './seed-programme.ts';
import type { SeedRandom } from './seed-random.ts';

const MINUTE_MS = 60_000;
const PLANNED_MINUTES = 180;
const LOBBY_MINUTES = 30;
/** Between two topics of one session. */
const BREAK_MINUTES = 8;
/** The last topic of a session that is on began this long ago, if the session is old enough. */
const RUNNING_MINUTES = 12;

export interface TopicRun {
  /** From 1. */
  topic: number;
  startedAt: Date;
  /** Null: running. */
  endedAt: Date | null;
}

/** When a session of the story is planned, and what really happened. */
export interface SessionTimes {
  plannedStartsAt: Date;
  plannedEndsAt: Date;
  state: 'SCHEDULED' | 'LIVE' | 'ENDED';
  lobbyOpenedAt: Date | null;
  startedAt: Date | null;
  endedAt: Date | null;
  runs: TopicRun[];
}

export interface StoryTime {
  now: Date;
  /** Number of the session that is on, from 1; null leaves the story in 2021, where all of it is over. */
  liveSession: number | null;
  startedMinutesAgo: number;
}

/** The days of 2021, moved as a whole so that the wanted session is on now; those before it are over, those after it to come. */
export function planTimes(
  random: SeedRandom,
  { now, liveSession, startedMinutesAgo }: StoryTime,
): SessionTimes[] {
  const starts = seedSessions.map((session) => Date.parse(session.startsAt));
  const liveStart = liveSession === null ? undefined : starts[liveSession - 1];
  if (liveSession !== null && liveStart === undefined)
    throw new Error(`the story has no session ${liveSession}`);
  const shiftMs = liveStart === undefined ? 0 : now.getTime() - startedMinutesAgo * MINUTE_MS - liveStart;

  return seedSessions.map((session, index) => {
    const plannedMs = (starts[index] ?? 0) + shiftMs;
    const planned = {
      plannedStartsAt: new Date(plannedMs),
      plannedEndsAt: new Date(plannedMs + PLANNED_MINUTES * MINUTE_MS),
    };
    const lateMs = random.between(0, 4) * MINUTE_MS;
    const overMs = random.between(2, 9) * MINUTE_MS;
    if (liveSession !== null && index + 1 > liveSession) {
      return {
        ...planned,
        state: 'SCHEDULED',
        lobbyOpenedAt: null,
        startedAt: null,
        endedAt: null,
        runs: [],
      };
    }

    const isLive = index + 1 === liveSession;
    const startedAt = new Date(plannedMs + (isLive ? 0 : lateMs));
    const endedAt = isLive ? null : new Date(planned.plannedEndsAt.getTime() + overMs);
    return {
      ...planned,
      state: isLive ? 'LIVE' : 'ENDED',
      lobbyOpenedAt: new Date(plannedMs - LOBBY_MINUTES * MINUTE_MS),
      startedAt,
      endedAt,
      runs: isLive
        ? planLiveRuns({ topics: session.topics, startedAt, now })
        : planRuns({ topics: session.topics, startedAt, endedAt: endedAt ?? now }),
    };
  });
}

/** One after the other, in equal parts, with a break between them. */
function planRuns({
  topics,
  startedAt,
  endedAt,
}: {
  topics: readonly number[];
  startedAt: Date;
  endedAt: Date;
}): TopicRun[] {
  assertKnown(topics);
  const breaksMs = (topics.length - 1) * BREAK_MINUTES * MINUTE_MS;
  const partMs = (endedAt.getTime() - startedAt.getTime() - breaksMs) / topics.length;
  return topics.map((topic, index) => {
    const startMs = startedAt.getTime() + index * (partMs + BREAK_MINUTES * MINUTE_MS);
    const isLast = index === topics.length - 1;
    return { topic, startedAt: new Date(startMs), endedAt: isLast ? endedAt : new Date(startMs + partMs) };
  });
}

/** The last of its topics is running. */
function planLiveRuns({
  topics,
  startedAt,
  now,
}: {
  topics: readonly number[];
  startedAt: Date;
  now: Date;
}): TopicRun[] {
  assertKnown(topics);
  const last = topics.at(-1) ?? 1;
  const runningSinceMs = Math.max(startedAt.getTime(), now.getTime() - RUNNING_MINUTES * MINUTE_MS);
  if (topics.length === 1) return [{ topic: last, startedAt, endedAt: null }];

  const before = new Date(Math.max(startedAt.getTime(), runningSinceMs - BREAK_MINUTES * MINUTE_MS));
  return [
    ...planRuns({ topics: topics.slice(0, -1), startedAt, endedAt: before }),
    { topic: last, startedAt: new Date(runningSinceMs), endedAt: null },
  ];
}

function assertKnown(topics: readonly number[]): void {
  if (topics.some((topic) => !seedTopics[topic - 1])) throw new Error('a session carries an unknown topic');
}
