import type { Pool } from 'pg';
import type { Db } from '#server/core/context.ts';
import type { LeaveReason, NewAttendanceEvent } from '#shared/attendance-events.ts';
import { writeRanges } from '#shared/number-ranges.ts';
import type { Role } from '#shared/roles.ts';
import { appendToChains, type LockedChain, lockChains } from './record/append-events.ts';

/** A row of PresenceInterval: one connection's stay in a room. */
export interface PresenceRow {
  intervalId: string;
  sessionId: string;
  personId: string;
  role: Role;
  startedAt: Date;
  lastProofAt: Date;
  endedAt: Date | null;
  /** Why it ended; means nothing before. */
  reason: LeaveReason;
}

/** Connections of one session that showed life after `since` and not after `at`. */
export interface AliveBatch {
  sessionId: string;
  since: Date;
  at: Date;
  connections: number[];
}

type EventsBySession = Map<string, NewAttendanceEvent[]>;

/**
 * The embedded database has one connection. A statement of this many rows takes about 30 ms there, which is what a question asked in
 * the same moment waits at most.
 */
const ROWS_PER_STATEMENT_MAX = 1_000;

/**
 * Writes down who came and who went: the leases' rows and the record's events, all of them or nothing. A second writing of the same, after an answer that was
 * lost, changes nothing: an event is written where a row really became new, or really ended. Whose person or session was deleted meanwhile is left out: one such
 * row must not keep all others from being written, for ever.
 *
 * @returns the numbers that connections have in their session's record, by interval
 */
export async function writeArrivalsAndDepartures(
  tx: Db,
  { fresh, ended, at }: { fresh: PresenceRow[]; ended: PresenceRow[]; at: Date },
): Promise<Map<string, number>> {
  const chains = await lockChains(
    tx,
    [...fresh, ...ended].map(({ sessionId }) => sessionId),
  );
  const events: EventsBySession = new Map();
  const numbers = new Map<string, number>();
  const newIds = await insertIntervals(tx, fresh, chains, numbers);
  for (const row of fresh) {
    if (newIds.has(row.intervalId)) note(events, row, toJoined(row, numbers.get(row.intervalId) ?? 0));
    if (newIds.has(row.intervalId) && row.endedAt)
      note(events, row, toLeft(row, numbers.get(row.intervalId) ?? 0, at));
  }
  // What was written before, though the answer was lost, may have ended since.
  const known = [...fresh.filter(({ intervalId }) => !newIds.has(intervalId)), ...ended];
  for (const { row, connection, hasEnded } of await endIntervals(tx, known)) {
    if (connection === null) continue;
    numbers.set(row.intervalId, connection);
    if (hasEnded) note(events, row, toLeft(row, connection, at));
  }
  await appendToChains(tx, chains, events);
  return numbers;
}

/**
 * Moves the last proofs of leases that go on. What the process says that leased them stands, also against a start-up beside it that has just closed the row.
 */
export async function writeProofs(pool: Pick<Pool, 'query'>, rows: PresenceRow[]): Promise<void> {
  for (const part of inParts(rows)) {
    const fromMs = part.reduce((first, row) => Math.min(first, row.lastProofAt.getTime()), Infinity);
    // The hottest statement there is. Not through Prisma, and times as whole milliseconds: both together halve what it costs on either side.
    await pool.query(
      `UPDATE "PresenceInterval"
       SET "lastProofAt" = $3::timestamptz + "new"."ms" * interval '1 millisecond', "endedAt" = NULL
       FROM unnest($1::uuid[], $2::int[]) AS "new" ("id", "ms")
       WHERE "PresenceInterval"."id" = "new"."id"`,
      [
        `{${part.map((row) => row.intervalId).join(',')}}`,
        `{${part.map((row) => row.lastProofAt.getTime() - fromMs).join(',')}}`,
        new Date(fromMs).toISOString(),
      ],
    );
  }
}

/** A repeat after a lost answer says the same once more, which changes nothing. */
export async function writeAlive(tx: Db, batches: AliveBatch[]): Promise<void> {
  const chains = await lockChains(
    tx,
    batches.map(({ sessionId }) => sessionId),
  );
  const events: EventsBySession = new Map();
  for (const { sessionId, since, at, connections } of batches) {
    const data = { since: since.toISOString(), connections: writeRanges(connections) };
    note(events, { sessionId }, { kind: 'connection.alive', at, data });
  }
  await appendToChains(tx, chains, events);
}

/** What a crash left open ends when it was last known to be true. Returns how many there were. */
export async function closeIntervalsLeftOpen(tx: Db, at: Date): Promise<number> {
  const sessions = await tx.presenceInterval.findMany({
    where: { endedAt: null },
    distinct: ['sessionId'],
    select: { sessionId: true },
  });
  if (sessions.length === 0) return 0;
  const chains = await lockChains(
    tx,
    sessions.map(({ sessionId }) => sessionId),
  );
  const closed = await tx.$queryRaw<
    { sessionId: string; personId: string; connection: number | null; lastProofAt: Date }[]
  >`
    UPDATE "PresenceInterval" SET "endedAt" = "lastProofAt" WHERE "endedAt" IS NULL
    RETURNING "sessionId", "personId", "connection", "lastProofAt"`;
  const events: EventsBySession = new Map();
  for (const row of closed.sort((left, right) => (left.connection ?? 0) - (right.connection ?? 0))) {
    // Those without a number are from before there was a record; see `import-sessions.ts`.
    if (row.connection !== null) note(events, row, toLeft({ ...row, reason: 'restart' }, row.connection, at));
  }
  await appendToChains(tx, chains, events);
  return closed.length;
}

/** Gives each new row its session's next number. Returns which of the rows were new. */
async function insertIntervals(
  tx: Db,
  rows: PresenceRow[],
  chains: ReadonlyMap<string, LockedChain>,
  numbers: Map<string, number>,
): Promise<Set<string>> {
  const newIds = new Set<string>();
  for (const part of inParts(rows.filter(({ sessionId }) => chains.has(sessionId)))) {
    const given = part.map(({ sessionId }) => {
      const chain = chains.get(sessionId);
      if (chain) chain.connections += 1;
      return chain?.connections ?? 0;
    });
    const inserted = await tx.$queryRaw<{ id: string; connection: number }[]>`
      INSERT INTO "PresenceInterval" ("id", "sessionId", "personId", "connection", "role", "startedAt", "lastProofAt", "endedAt")
      SELECT * FROM unnest(
        ${part.map((row) => row.intervalId)}::uuid[],
        ${part.map((row) => row.sessionId)}::uuid[],
        ${part.map((row) => row.personId)}::uuid[],
        ${given}::int[],
        ${part.map((row) => row.role.toUpperCase())}::text[],
        ${part.map((row) => row.startedAt)}::timestamptz[],
        ${part.map((row) => row.lastProofAt)}::timestamptz[],
        ${part.map((row) => row.endedAt)}::timestamptz[]
      ) AS "new" ("id", "sessionId", "personId", "connection", "role", "startedAt", "lastProofAt", "endedAt")
      WHERE EXISTS (SELECT 1 FROM "Person" WHERE "Person"."id" = "new"."personId")
      ON CONFLICT ("id") DO NOTHING
      RETURNING "id", "connection"`;
    for (const { id, connection } of inserted) {
      newIds.add(id);
      numbers.set(id, connection);
    }
  }
  return newIds;
}

/** `hasEnded`: with this writing, and not with an earlier one of the same. */
async function endIntervals(
  tx: Db,
  rows: PresenceRow[],
): Promise<{ row: PresenceRow; connection: number | null; hasEnded: boolean }[]> {
  const written: { row: PresenceRow; connection: number | null; hasEnded: boolean }[] = [];
  for (const part of inParts(rows)) {
    const byId = new Map(part.map((row) => [row.intervalId, row]));
    const updated = await tx.$queryRaw<{ id: string; connection: number | null; hasChanged: boolean }[]>`
      UPDATE "PresenceInterval" AS "row"
      SET "lastProofAt" = "new"."lastProofAt", "endedAt" = "new"."endedAt"
      FROM unnest(
        ${part.map((row) => row.intervalId)}::uuid[],
        ${part.map((row) => row.lastProofAt)}::timestamptz[],
        ${part.map((row) => row.endedAt)}::timestamptz[]
      ) AS "new" ("id", "lastProofAt", "endedAt")
      JOIN "PresenceInterval" "old" ON "old"."id" = "new"."id"
      WHERE "row"."id" = "new"."id"
      RETURNING "row"."id", "row"."connection", "old"."endedAt" IS DISTINCT FROM "row"."endedAt" AS "hasChanged"`;
    for (const { id, connection, hasChanged } of updated) {
      const row = byId.get(id);
      if (row) written.push({ row, connection, hasEnded: hasChanged && row.endedAt !== null });
    }
  }
  return written;
}

function toJoined(row: PresenceRow, connection: number): NewAttendanceEvent {
  const { intervalId: leaseId, personId, role, startedAt: at } = row;
  return { kind: 'connection.joined', at, personId, data: { connection, leaseId, role } };
}

function toLeft(
  { personId, reason, lastProofAt }: Pick<PresenceRow, 'personId' | 'reason' | 'lastProofAt'>,
  connection: number,
  at: Date,
): NewAttendanceEvent {
  const data = { connection, reason, lastProofAt: lastProofAt.toISOString() };
  return { kind: 'connection.left', at, personId, data };
}

function note(
  events: EventsBySession,
  { sessionId }: { sessionId: string },
  event: NewAttendanceEvent,
): void {
  const own = events.get(sessionId);
  if (own) own.push(event);
  else events.set(sessionId, [event]);
}

function* inParts(rows: PresenceRow[]): Iterable<PresenceRow[]> {
  for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT_MAX) {
    yield rows.slice(from, from + ROWS_PER_STATEMENT_MAX);
  }
}
