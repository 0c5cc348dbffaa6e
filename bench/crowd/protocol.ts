/** What a bench asks of the process that plays the crowd, and what it answers. */
export type ToCrowd =
  | { do: 'settle'; port: number; code: string; cookies: string[] }
  | { do: 'storm'; port: number; code: string; cookies: string[]; withinMs: number; expected: Expected };

/** What a page must find in the snapshot that it joins with. */
export interface Expected {
  questionIds: string[];
  learnersAtLeast: number;
}

export type FromCrowd =
  | { did: 'settled' }
  | { did: 'stormed'; joins: JoinTimes; innocents: { before: number[]; during: number[] } }
  | { failed: string };

export interface JoinTimes {
  /** From the first packet of the connection to a right snapshot, of those who got there. */
  ms: number[];
  /** How many were asked to wait at least once, and how long the longest place in the queue was. */
  queued: number;
  failures: string[];
}
