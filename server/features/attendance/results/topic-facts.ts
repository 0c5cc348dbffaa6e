import { bridge, clip, countSeconds, type Interval, unite } from '../presence-intervals.ts';

/** What the record holds of one person in one session: their connections, in milliseconds. */
export interface PersonPresence {
  personId: string;
  startsMs: number[];
  endsMs: number[];
}

export interface SessionPresence {
  sessionId: string;
  people: PersonPresence[];
  /** A connection is still leased, or not proved dead: the figures may change without anybody's decision. */
  isLeased: boolean;
}

export interface TopicRun {
  topicId: string;
  /** In each session that taught it, when. */
  sessions: { sessionId: string; windows: Interval[] }[];
}

/** What the rule is asked about; nothing here depends on it but the bridged gap. */
export interface PersonFacts {
  personId: string;
  seconds: number;
  checksDelivered: number;
  checksAnswered: number;
  inHall: boolean;
  codesEntered: number;
}

export interface TopicFacts {
  topicId: string;
  topicSeconds: number;
  checksShown: number;
  codesShown: number;
  people: PersonFacts[];
}

/** Everybody's stays in a session, with gaps filled: the part that all topics of the session share. */
export function toStays(
  { people }: SessionPresence,
  bridgedGapSeconds: number,
): { personId: string; stays: Interval[] }[] {
  return people.map(({ personId, startsMs, endsMs }) => ({
    personId,
    stays: bridge(
      startsMs.map((startMs, index) => ({ startMs, endMs: endsMs[index] ?? startMs })),
      bridgedGapSeconds * 1000,
    ),
  }));
}

/**
 * Seconds of a topic, over all sessions that taught it. A topic that is continued in another session is one topic, and its time the sum; what
 * ran in two sessions at once counts once, for the topic and for whoever was in both.
 */
export function countTopic(
  { sessions }: TopicRun,
  staysOf: (sessionId: string) => { personId: string; stays: Interval[] }[],
): { topicSeconds: number; seconds: Map<string, number> } {
  const inside = new Map<string, Interval[]>();
  for (const { sessionId, windows } of sessions) {
    for (const { personId, stays } of staysOf(sessionId)) {
      const part = clip(stays, windows);
      if (part.length === 0) continue;
      const before = inside.get(personId);
      inside.set(personId, before ? before.concat(part) : part);
    }
  }
  return {
    topicSeconds: countSeconds(unite(sessions.flatMap(({ windows }) => windows))),
    seconds: new Map([...inside].map(([personId, parts]) => [personId, countSeconds(parts)])),
  };
}
