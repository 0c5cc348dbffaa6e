import type { Db } from '#server/core/context.ts';
import type { ChainHead, Link } from '#server/features/attendance/record/chain.ts';

/** Read in parts: a day's session of five thousand is tens of thousands of rows. */
const ROWS_A_PART = 5_000;

/** The chain of a session, an event a line: its place, its hash, and the very text that was hashed. */
export async function* writeChain(
  db: Db,
  { sessionId, head }: { sessionId: string; head: Pick<ChainHead, 'seq'> },
): AsyncGenerator<string> {
  for (let last = 0; last < head.seq; ) {
    const part = await db.$queryRaw<Link[]>`
      SELECT "seq", "body", "hash" FROM "AttendanceEvent"
      WHERE "sessionId" = ${sessionId}::uuid AND "seq" > ${last} AND "seq" <= ${head.seq}
      ORDER BY "seq" LIMIT ${ROWS_A_PART}`;
    if (part.length === 0) return;
    last = part.at(-1)?.seq ?? head.seq;
    yield toLines(
      part.map(({ seq, body, hash }) => ({ seq, hash: Buffer.from(hash).toString('hex'), body })),
    );
  }
}

/** One connection a line, from its join to its last proof of life, as it was recorded and never merged. */
export async function* writeIntervals(db: Db, sessionId: string): AsyncGenerator<string> {
  let last: string | undefined;
  for (;;) {
    const rows = await db.presenceInterval.findMany({
      where: { sessionId, ...(last && { id: { gt: last } }) },
      orderBy: { id: 'asc' },
      take: ROWS_A_PART,
      select: { id: true, personId: true, role: true, startedAt: true, lastProofAt: true, endedAt: true },
    });
    if (rows.length > 0) yield toLines(rows);
    if (rows.length < ROWS_A_PART) return;
    last = rows.at(-1)?.id;
  }
}

export function toLines(rows: readonly unknown[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}
