import type { Line } from './line.ts';

/** `up`: from the browser to the server. */
export type Direction = 'up' | 'down';

export interface Place {
  host: string;
  port: number;
}

/** One direction: what it does to packets, and what it has carried. */
export interface Path {
  line: Line;
  bytes: number;
  packets: number;
  lost: number;
}

export interface Traffic {
  to: Place;
  paths: Record<Direction, Path>;
  admits: (address: string) => boolean;
}
