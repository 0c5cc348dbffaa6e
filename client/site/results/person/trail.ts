import type { TrailSessionDto } from '#shared/features/insight.ts';

export type TrailKind = 'topic' | 'connection' | 'merged' | 'bridged' | 'open' | 'check';

/** One line of a session's trail: something with a beginning and an end. */
export interface TrailEntry {
  kind: TrailKind;
  from: string;
  /** Null while it goes on. */
  to: string | null;
  /** Of connections: which one, from 1. */
  number?: number;
  topicId?: string;
  role?: string;
  check?: TrailSessionDto['checks'][number];
}

/** Everything of one person in one session, in the order in which it began; what is wider comes first. */
export function listTrail(session: TrailSessionDto): TrailEntry[] {
  const order: TrailKind[] = ['topic', 'merged', 'connection', 'bridged', 'open', 'check'];
  const entries: TrailEntry[] = [
    ...session.windows.map(({ topicId, from, to }): TrailEntry => ({ kind: 'topic', from, to, topicId })),
    ...session.connections.map(
      ({ from, to, role }, at): TrailEntry => ({ kind: 'connection', from, to, number: at + 1, role }),
    ),
    ...session.present.map(({ from, to }): TrailEntry => ({ kind: 'merged', from, to })),
    ...session.gaps.map(
      ({ from, to, bridged }): TrailEntry => ({ kind: bridged ? 'bridged' : 'open', from, to }),
    ),
    ...session.checks.map((check): TrailEntry => ({ kind: 'check', from: check.from, to: check.to, check })),
  ];
  return entries.sort(
    (a, b) => Date.parse(a.from) - Date.parse(b.from) || order.indexOf(a.kind) - order.indexOf(b.kind),
  );
}

/**
 * Connections that overlap stand in lanes of their own, as few as will do: two devices are two lanes, forty reconnects of one are still one.
 * @returns for each connection, in their order, the lane from 0
 */
export function placeConnections(spans: readonly { from: string; to: string | null }[]): number[] {
  const endsMs: number[] = [];
  return spans.map(({ from, to }) => {
    const startMs = Date.parse(from);
    const free = endsMs.findIndex((endMs) => endMs <= startMs);
    const lane = free < 0 ? endsMs.length : free;
    endsMs[lane] = to === null ? Infinity : Date.parse(to);
    return lane;
  });
}
