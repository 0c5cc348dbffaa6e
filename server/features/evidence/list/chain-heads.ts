import { createHash } from 'node:crypto';
import { Prisma } from '#prisma/generated/client.ts';
import type { Db } from '#server/core/context.ts';

/** The end of a session's record when a list was made of it. */
export interface ChainHeadOf {
  sessionId: string;
  title: string;
  seq: number;
  /** Hex. */
  hash: string;
}

/** Of these sessions, or of all of the series; those without a record have none. */
export async function readChainHeads(
  db: Db,
  { seriesId, sessionIds }: { seriesId: string; sessionIds: string[] | null },
): Promise<ChainHeadOf[]> {
  const ofThese = sessionIds ? Prisma.sql`AND "Session"."id" = ANY(${sessionIds}::uuid[])` : Prisma.empty;
  const rows = await db.$queryRaw<(Omit<ChainHeadOf, 'hash'> & { hash: Uint8Array })[]>`
    SELECT "Session"."id" AS "sessionId", "Session"."title", "AttendanceChain"."seq", "AttendanceChain"."hash"
    FROM "Session" JOIN "AttendanceChain" ON "AttendanceChain"."sessionId" = "Session"."id"
    WHERE "Session"."seriesId" = ${seriesId}::uuid ${ofThese}
    ORDER BY "Session"."plannedStartsAt", "Session"."id"`;
  return rows.map((row) => ({ ...row, hash: Buffer.from(row.hash).toString('hex') }));
}

/** One hash for several records: of a line `sessionId seq hash` for each, in the order of their ids. */
export function hashHeads(heads: readonly Pick<ChainHeadOf, 'sessionId' | 'seq' | 'hash'>[]): string {
  const lines = heads.map(({ sessionId, seq, hash }) => `${sessionId} ${seq} ${hash}\n`).sort();
  return createHash('sha256').update(lines.join('')).digest('hex');
}
