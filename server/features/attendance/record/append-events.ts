import type { Db } from '#server/core/context.ts';
import type { NewAttendanceEvent } from '#shared/attendance-events.ts';
import { appError } from '#shared/errors.ts';
import { type ChainHead, forge, startOfChain } from './chain.ts';

export interface LockedChain extends ChainHead {
  /** How many connections the session has had; the last one's number. */
  connections: number;
}

/**
 * Writes at the end of a session's record, in the transaction of the act itself: what happened is recorded, or did not happen. From here to the commit the record
 * is held, so that acts at the same moment stand one after the other.
 * @throws AppError `not_found` where there is no such session
 */
export async function appendEvents(
  tx: Db,
  sessionId: string,
  events: readonly NewAttendanceEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const chains = await lockChains(tx, [sessionId]);
  const chain = chains.get(sessionId);
  if (!chain) throw appError('not_found');
  await appendToChains(tx, chains, new Map([[sessionId, events]]));
}

/**
 * Holds the records of these sessions until the transaction ends, in the order of their ids, so that two who hold several never wait for each other. A session that
 * does not exist has none.
 */
export async function lockChains(tx: Db, sessionIds: readonly string[]): Promise<Map<string, LockedChain>> {
  const wanted = [...new Set(sessionIds)].sort();
  const found = await lockKnown(tx, wanted);
  const missing = wanted.filter((sessionId) => !found.has(sessionId));
  if (missing.length === 0) return found;
  await tx.$executeRaw`
    INSERT INTO "AttendanceChain" ("sessionId", "seq", "hash", "connections")
    SELECT "new"."sessionId", 0, decode("new"."hash", 'hex'), 0
    FROM unnest(
      ${missing}::uuid[],
      ${missing.map((sessionId) => toHex(startOfChain(sessionId).hash))}::text[]
    ) AS "new" ("sessionId", "hash")
    WHERE EXISTS (SELECT 1 FROM "Session" WHERE "Session"."id" = "new"."sessionId")
    ORDER BY "new"."sessionId"
    ON CONFLICT ("sessionId") DO NOTHING`;
  return lockKnown(tx, wanted);
}

/** Into chains that `lockChains` holds. Sessions whose chain is not among them are left out. */
export async function appendToChains(
  tx: Db,
  chains: ReadonlyMap<string, LockedChain>,
  eventsBySession: ReadonlyMap<string, readonly NewAttendanceEvent[]>,
): Promise<void> {
  const written = [...eventsBySession].flatMap(([sessionId, events]) => {
    const chain = chains.get(sessionId);
    if (!chain || events.length === 0) return [];
    const links = forge(sessionId, chain, events);
    return [{ sessionId, chain, events, links, last: links.at(-1) as ChainHead }];
  });
  if (written.length === 0) return;
  const rows = written.flatMap(({ sessionId, events, links }) =>
    links.map((link, index) => ({ sessionId, link, event: events[index] as NewAttendanceEvent })),
  );
  await tx.$executeRaw`
    INSERT INTO "AttendanceEvent" ("sessionId", "seq", "at", "kind", "personId", "body", "hash")
    SELECT "sessionId", "seq", "at", "kind", "personId", "body", decode("hash", 'hex') FROM unnest(
      ${rows.map((row) => row.sessionId)}::uuid[],
      ${rows.map((row) => row.link.seq)}::int[],
      ${rows.map((row) => row.event.at)}::timestamptz[],
      ${rows.map((row) => row.event.kind)}::text[],
      ${rows.map((row) => row.event.personId ?? null)}::uuid[],
      ${rows.map((row) => row.link.body)}::text[],
      ${rows.map((row) => toHex(row.link.hash))}::text[]
    ) AS "new" ("sessionId", "seq", "at", "kind", "personId", "body", "hash")`;
  await tx.$executeRaw`
    UPDATE "AttendanceChain"
    SET "seq" = "new"."seq", "hash" = decode("new"."hash", 'hex'), "connections" = "new"."connections"
    FROM unnest(
      ${written.map((each) => each.sessionId)}::uuid[],
      ${written.map((each) => each.last.seq)}::int[],
      ${written.map((each) => toHex(each.last.hash))}::text[],
      ${written.map((each) => each.chain.connections)}::int[]
    ) AS "new" ("sessionId", "seq", "hash", "connections")
    WHERE "AttendanceChain"."sessionId" = "new"."sessionId"`;
  for (const { chain, last } of written) Object.assign(chain, { seq: last.seq, hash: last.hash });
}

async function lockKnown(tx: Db, sessionIds: string[]): Promise<Map<string, LockedChain>> {
  const rows = await tx.$queryRaw<({ sessionId: string } & LockedChain)[]>`
    SELECT "sessionId", "seq", "hash", "connections" FROM "AttendanceChain"
    WHERE "sessionId" = ANY(${sessionIds}::uuid[])
    ORDER BY "sessionId" FOR NO KEY UPDATE`;
  return new Map(
    rows.map(({ sessionId, seq, hash, connections }) => [sessionId, { seq, hash, connections }]),
  );
}

function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
