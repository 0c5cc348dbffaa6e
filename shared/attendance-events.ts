import type { Json } from './canonical-json.ts';
import type { CheckEventData } from './check-events.ts';
import type { NumberRanges } from './number-ranges.ts';
import type { Role } from './roles.ts';

/**
 * What is written into a session's record, kind by kind. People are meant by their id, never named: a person who is forgotten needs no
 * change to what was written. Times are ISO text, of the server's clock. A shape belongs to the feature that writes it; whatever was
 * written once is read for ever, so a shape is only ever widened.
 */
export interface AttendanceEventData {
  'session.started': NoData;
  'session.ended': NoData;
  'topic.opened': { topicId: string };
  'topic.closed': { topicId: string };

  /** `connection`: its number in this session, from 1. `leaseId`: what fences it, on the server and in its lease. */
  'connection.joined': { connection: number; leaseId: string; role: Role };
  /** Each of these showed life after `since` and not after the event itself: packets from its page, or received media. */
  'connection.alive': { since: string; connections: NumberRanges };
  /** Its presence ended at the last proof of life, however late the loss was noticed. */
  'connection.left': { connection: number; reason: LeaveReason; lastProofAt: string };

  'rule.applied': { version: number; hash: string };

  'check.shown': CheckEventData['check.shown'];
  'check.extended': CheckEventData['check.extended'];
  'check.delivered': CheckEventData['check.delivered'];
  'check.answered': CheckEventData['check.answered'];
  'check.closed': CheckEventData['check.closed'];
  'correction.made': Details;
  'correction.withdrawn': Details;
  /** `byId` says that these are in the hall now; `confirmedIds` typed its digits themselves. Null: no topic was on. */
  'hall.attested': {
    hallId: string;
    attestationId: string;
    topicId: string | null;
    byId: string;
    personIds: readonly string[];
    confirmedIds: readonly string[];
  };
  /** Staff know the hall and who vouches for it: from here on it counts, with all that it attested before. */
  'hall.confirmed': { hallId: string; byId: string };
  /** Null: the whole hall is refused, with all that it attested. */
  'hall.withdrawn': { hallId: string; attestationId: string | null; byId: string };

  /** `byId` null: at a moment that the server chose. */
  'viewer_code.shown': { codeId: string; topicId: string; byId: string | null; closesAt: string };
  'viewer_code.entered': { codeId: string; topicId: string };

  /** What was known of a session from before there was a record; it was not chained when it happened. */
  'record.imported': {
    session: { startedAt: string | null; endedAt: string | null };
    windows: readonly { topicId: string; startedAt: string; endedAt: string | null }[];
    connections: readonly ImportedConnection[];
  };
}

type NoData = Readonly<Record<string, never>>;
type Details = { readonly [key: string]: Json | undefined };

/**
 * `farewell`: they said so, or staff have shown them out. `lost`: their line was. `restart`: the server died, and a later start closed what was open.
 * `doors`: the session ended, or its doors were closed.
 */
export const leaveReasons = ['farewell', 'lost', 'restart', 'doors'] as const;
export type LeaveReason = (typeof leaveReasons)[number];

export interface ImportedConnection {
  connection: number;
  leaseId: string;
  personId: string;
  role: Role;
  startedAt: string;
  lastProofAt: string;
}

export type AttendanceEventKind = keyof AttendanceEventData;

/** To be appended. `personId`: whom it is about. */
export type NewAttendanceEvent<Kind extends AttendanceEventKind = AttendanceEventKind> = {
  [K in Kind]: { kind: K; at: Date; personId?: string; data: AttendanceEventData[K] };
}[Kind];

/** As it stands in the record; `body` is what was hashed, canonical JSON of all of it. */
export type AttendanceEvent<Kind extends AttendanceEventKind = AttendanceEventKind> = {
  [K in Kind]: {
    kind: K;
    seq: number;
    at: Date;
    personId: string | null;
    data: AttendanceEventData[K];
  };
}[Kind];
