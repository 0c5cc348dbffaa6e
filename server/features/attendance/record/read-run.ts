import type { AttendanceEvent, ImportedConnection, LeaveReason } from '#shared/attendance-events.ts';
import { readRanges } from '#shared/number-ranges.ts';
import type { Role } from '#shared/roles.ts';

/** One connection, as the record has it. */
export interface RecordedConnection {
  connection: number;
  leaseId: string;
  personId: string;
  role: Role;
  startedMs: number;
  /** The last moment that the record vouches for. */
  lastProofMs: number;
  /** Why it ended; null while nothing says that it did. `imported`: it ended before there was a record. */
  ended: LeaveReason | 'imported' | null;
}

export interface RecordedWindow {
  topicId: string;
  startMs: number;
  endMs: number | null;
}

/** What a session's events come to. Nothing but them is read, so that anybody can do the same. */
export interface RecordedRun {
  startedMs: number | null;
  endedMs: number | null;
  windows: RecordedWindow[];
  connections: RecordedConnection[];
  /** Events that contradict those before them. */
  faults: { seq: number; says: string }[];
}

/**
 * A connection that shows no life for so long is let go. Whoever was not vouched for over a whole batch that began later than that, and yet is said to have lived on after
 * it, was put in afterwards.
 */
export const SILENCE_MAX_MS = 15_000;

interface Followed extends RecordedConnection {
  /** Until when the record has vouched for it so far. */
  vouchedMs: number;
  /** The end of the last batch that began after so long a silence and did not name it. */
  silentUntilMs: number | null;
}

/** Proofs of life are facts: whatever order they come in, a connection lasts to the latest. */
export function readRun(events: Iterable<AttendanceEvent>): RecordedRun {
  const run: RecordedRun = { startedMs: null, endedMs: null, windows: [], connections: [], faults: [] };
  const byNumber = new Map<number, Followed>();
  const fault = (seq: number, says: string): void => void run.faults.push({ seq, says });

  for (const event of events) {
    const { seq, kind, at, personId, data } = event;
    switch (kind) {
      case 'session.started':
        run.startedMs = at.getTime();
        break;
      case 'session.ended':
        run.endedMs = at.getTime();
        break;
      case 'topic.opened':
        run.windows.push({ topicId: data.topicId, startMs: at.getTime(), endMs: null });
        break;
      case 'topic.closed': {
        const open = run.windows.find(({ topicId, endMs }) => topicId === data.topicId && endMs === null);
        if (open) open.endMs = at.getTime();
        else fault(seq, `closes topic ${data.topicId}, which is not open`);
        break;
      }
      case 'connection.joined': {
        if (byNumber.has(data.connection)) fault(seq, `connection ${data.connection} joins a second time`);
        if (!personId) {
          fault(seq, `connection ${data.connection} is nobody's`);
          break;
        }
        const startedMs = at.getTime();
        const { connection, leaseId, role } = data;
        const joined = {
          connection,
          leaseId,
          personId,
          role,
          startedMs,
          lastProofMs: startedMs,
          ended: null,
        };
        byNumber.set(connection, { ...joined, vouchedMs: startedMs, silentUntilMs: null });
        break;
      }
      case 'connection.alive': {
        const sinceMs = Date.parse(data.since);
        const alive = new Set(readRanges(data.connections));
        for (const number of alive) {
          const own = byNumber.get(number);
          if (!own) fault(seq, `connection ${number} shows life and never joined`);
          else own.lastProofMs = Math.max(own.lastProofMs, sinceMs);
        }
        for (const own of byNumber.values()) {
          if (alive.has(own.connection)) {
            own.vouchedMs = at.getTime();
            own.silentUntilMs = null;
          } else if (own.ended === null && sinceMs >= own.vouchedMs + SILENCE_MAX_MS) {
            own.silentUntilMs = at.getTime();
          }
        }
        break;
      }
      case 'connection.left': {
        const own = byNumber.get(data.connection);
        const lastProofMs = Date.parse(data.lastProofAt);
        if (!own) {
          fault(seq, `connection ${data.connection} leaves and never joined`);
          break;
        }
        if (personId !== own.personId) fault(seq, `connection ${data.connection} leaves as somebody else`);
        if (lastProofMs < own.startedMs) fault(seq, `connection ${data.connection} ends before it began`);
        if (own.silentUntilMs !== null && lastProofMs > own.silentUntilMs)
          fault(seq, `connection ${data.connection} is said to have lived on after it had been silent`);
        own.lastProofMs = Math.max(own.lastProofMs, lastProofMs);
        own.ended = data.reason;
        break;
      }
      case 'record.imported': {
        const { session, windows, connections } = data;
        if (session.startedAt) run.startedMs = Date.parse(session.startedAt);
        if (session.endedAt) run.endedMs = Date.parse(session.endedAt);
        for (const { topicId, startedAt, endedAt } of windows) {
          const endMs = endedAt === null ? null : Date.parse(endedAt);
          run.windows.push({ topicId, startMs: Date.parse(startedAt), endMs });
        }
        for (const imported of connections) byNumber.set(imported.connection, toImported(imported));
        break;
      }
      default:
        // What others decide about attendance bears on no connection.
        break;
    }
  }
  run.connections = [...byNumber.values()].map(({ vouchedMs, silentUntilMs, ...rest }) => rest);
  return run;
}

function toImported({ startedAt, lastProofAt, ...connection }: ImportedConnection): Followed {
  const startedMs = Date.parse(startedAt);
  const lastProofMs = Date.parse(lastProofAt);
  return {
    ...connection,
    startedMs,
    lastProofMs,
    ended: 'imported',
    vouchedMs: lastProofMs,
    silentUntilMs: null,
  };
}
