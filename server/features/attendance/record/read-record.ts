import type { Db } from '#server/core/context.ts';
import type { AttendanceEvent } from '#shared/attendance-events.ts';
import type { ChainHead, Link } from './chain.ts';

/** An event, and how it is kept. The event is what its text says; nothing but the chain vouches for it. */
export type RecordedEvent = AttendanceEvent & Link;

export interface AttendanceRecord {
  sessionId: string;
  /** In order. */
  events: RecordedEvent[];
  /** Null: nothing was ever recorded. */
  head: ChainHead | null;
}

/** A day's session of five thousand is about fifty thousand events; read in parts, no answer is long. */
const EVENTS_A_PART = 5_000;

export async function readRecord(db: Db, sessionId: string): Promise<AttendanceRecord> {
  // The head first: what is appended meanwhile stands behind it and is left for the next reader.
  const head = await readHead(db, sessionId);
  const events: RecordedEvent[] = [];
  while (head && events.length < head.seq) {
    const part = await db.$queryRaw<Link[]>`
      SELECT "seq", "body", "hash" FROM "AttendanceEvent"
      WHERE "sessionId" = ${sessionId}::uuid AND "seq" > ${events.at(-1)?.seq ?? 0} AND "seq" <= ${head.seq}
      ORDER BY "seq" LIMIT ${EVENTS_A_PART}`;
    if (part.length === 0) break;
    for (const link of part) events.push(readLink(link));
  }
  return { sessionId, events, head };
}

export async function readHead(db: Db, sessionId: string): Promise<ChainHead | null> {
  return db.attendanceChain.findUnique({ where: { sessionId }, select: { seq: true, hash: true } });
}

/** Where an event stands, and what it tells of. */
export interface EventPlace {
  seq: number;
  kind: string;
  at: Date;
}

/**
 * Events that the head does not reach, and that no reader therefore sees: put in by whoever comes to the database, or left behind where the head was moved back. One
 * question, so that what is appended meanwhile is there with its head or not at all.
 */
export async function readStrays(db: Db, sessionId: string): Promise<EventPlace[]> {
  return db.$queryRaw<EventPlace[]>`
    SELECT "AttendanceEvent"."seq", "AttendanceEvent"."kind", "AttendanceEvent"."at"
    FROM "AttendanceEvent" JOIN "AttendanceChain" ON "AttendanceChain"."sessionId" = "AttendanceEvent"."sessionId"
    WHERE "AttendanceEvent"."sessionId" = ${sessionId}::uuid
      AND ("AttendanceEvent"."seq" > "AttendanceChain"."seq" OR "AttendanceEvent"."seq" < 1)
    ORDER BY "AttendanceEvent"."seq"`;
}

export function readLink(link: Link): RecordedEvent {
  const { at, personId, kind, data } = JSON.parse(link.body) as Omit<AttendanceEvent, 'at'> & { at: string };
  return { ...link, kind, data, at: new Date(at), personId: personId ?? null } as RecordedEvent;
}
