import type { Db } from '#server/core/context.ts';
import type { Role } from '#shared/roles.ts';

/** A row of PresenceInterval: one connection's stay in a room. */
export interface PresenceRow {
  intervalId: string;
  sessionId: string;
  personId: string;
  role: Role;
  startedAt: Date;
  lastProofAt: Date;
  endedAt: Date | null;
}

/**
 * The embedded database has one connection. A statement of this many rows takes about 30 ms there, which is what a question asked in
 * the same moment waits at most.
 */
const ROWS_PER_STATEMENT_MAX = 1_000;

/**
 * Writes new intervals. A second writing of the same ones, after an answer that was lost, changes nothing.
 * Whose person or session was deleted meanwhile is left out: one such row must not keep all others from being written, for ever.
 */
export async function insertIntervals(db: Db, rows: PresenceRow[]): Promise<void> {
  for (const part of inParts(rows)) {
    await db.$executeRaw`
      INSERT INTO "PresenceInterval" ("id", "sessionId", "personId", "role", "startedAt", "lastProofAt", "endedAt")
      SELECT * FROM unnest(
        ${part.map((row) => row.intervalId)}::uuid[],
        ${part.map((row) => row.sessionId)}::uuid[],
        ${part.map((row) => row.personId)}::uuid[],
        ${part.map((row) => row.role.toUpperCase())}::text[],
        ${part.map((row) => row.startedAt)}::timestamptz[],
        ${part.map((row) => row.lastProofAt)}::timestamptz[],
        ${part.map((row) => row.endedAt)}::timestamptz[]
      ) AS "new" ("id", "sessionId", "personId", "role", "startedAt", "lastProofAt", "endedAt")
      WHERE EXISTS (SELECT 1 FROM "Session" WHERE "Session"."id" = "new"."sessionId")
        AND EXISTS (SELECT 1 FROM "Person" WHERE "Person"."id" = "new"."personId")
      ON CONFLICT ("id") DO UPDATE
        SET "lastProofAt" = EXCLUDED."lastProofAt", "endedAt" = EXCLUDED."endedAt"`;
  }
}

/**
 * Moves the ends of known intervals. An interval belongs to the one process that leased it, so what that process says stands, also
 * against a start-up beside it that has just closed the row.
 */
export async function updateIntervals(db: Db, rows: PresenceRow[]): Promise<void> {
  for (const part of inParts(rows)) {
    await db.$executeRaw`
      UPDATE "PresenceInterval"
      SET "lastProofAt" = "new"."lastProofAt", "endedAt" = "new"."endedAt"
      FROM unnest(
        ${part.map((row) => row.intervalId)}::uuid[],
        ${part.map((row) => row.lastProofAt)}::timestamptz[],
        ${part.map((row) => row.endedAt)}::timestamptz[]
      ) AS "new" ("id", "lastProofAt", "endedAt")
      WHERE "PresenceInterval"."id" = "new"."id"`;
  }
}

/** What a crash left open ends when it was last known to be true. Returns how many there were. */
export async function closeIntervalsLeftOpen(db: Db): Promise<number> {
  return db.$executeRaw`UPDATE "PresenceInterval" SET "endedAt" = "lastProofAt" WHERE "endedAt" IS NULL`;
}

function* inParts(rows: PresenceRow[]): Iterable<PresenceRow[]> {
  for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT_MAX) {
    yield rows.slice(from, from + ROWS_PER_STATEMENT_MAX);
  }
}
