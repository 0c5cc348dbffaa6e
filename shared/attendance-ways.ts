import type { TopicStatus } from './attendance-judgement.ts';

/**
 * How somebody came to be counted: there themselves, in a hall on another's word, on another channel with codes, or because staff decided so. Wherever
 * people are counted, each of them has a figure of its own.
 */
export const attendanceWays = ['self', 'hall', 'elsewhere', 'by_hand'] as const;
export type AttendanceWay = (typeof attendanceWays)[number];

/** Null: not at all, whether excused or not. */
export function wayOfStatus(status: TopicStatus): AttendanceWay | null {
  switch (status) {
    case 'passed':
    case 'too_short':
    case 'too_few_checks':
      return 'self';
    case 'in_hall':
      return 'hall';
    case 'external':
      return 'elsewhere';
    case 'confirmed_by_hand':
      return 'by_hand';
    case 'absent':
    case 'excused':
    case 'not_held':
      return null;
  }
}

export interface Attended {
  topics: readonly { status: TopicStatus; isCorrected: boolean }[];
  /** In the session, if it is about one. */
  staySeconds?: number;
}

/** Over several topics each person counts once, in the first way of the list that is theirs, so that the figures add up to the people. */
export function wayOfPerson({ topics, staySeconds = 0 }: Attended): AttendanceWay | null {
  const ways = new Set(topics.map(({ status }) => wayOfStatus(status)));
  const first = attendanceWays.find((way) => ways.has(way));
  if (first) return first;
  // There while no topic ran. Whom staff decided to be absent was not there, whatever a connection says.
  return staySeconds > 0 && !topics.some(({ isCorrected }) => isCorrected) ? 'self' : null;
}

export type WayCounts = Record<AttendanceWay | 'none', number>;

export function noWays(): WayCounts {
  return { self: 0, hall: 0, elsewhere: 0, by_hand: 0, none: 0 };
}
