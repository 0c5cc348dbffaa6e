import type { PrismaClient } from '#prisma/generated/client.ts';
import type { Db } from '#server/core/context.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { lockChains } from '../record/append-events.ts';
import type { RecordedConnection } from '../record/read-run.ts';
import { KnownPeople } from './known-people.ts';
import { readRecordedSession } from './recorded-session.ts';
import { findLeaseFaults } from './verify-leases.ts';

export type Rebuilding =
  | { done: true; rows: number; differed: string[] }
  /** `chain`: what it would be made from was changed itself. `open`: somebody is still connected, whose row is ahead of the record. `empty`: nothing was recorded. */
  | { done: false; why: 'chain' | 'events' | 'open' | 'empty' };

/** A row of seven values each; far below what one statement takes. */
const ROWS_A_STATEMENT = 1_000;
/** A day's session of five thousand is about fifty thousand events to read, and thirty thousand rows to write. */
const TIMEOUT_MS = 10 * 60_000;

/**
 * Makes the rows of presence anew from the record, which is the only thing that they are a copy of: all of them, or none. What was computed from the old ones is thrown away,
 * and computed again by whoever reads it next.
 */
export async function rebuildLeases(db: PrismaClient, sessionId: string): Promise<Rebuilding> {
  return db.$transaction(
    async (tx): Promise<Rebuilding> => {
      // Nobody comes or goes, and nothing is recorded, until this is done.
      await lockChains(tx, [sessionId]);
      const known = await KnownPeople.read(tx);
      const { chain, faults, run, head } = await readRecordedSession(tx, sessionId, known);
      if (!head || head.seq === 0) return { done: false, why: 'empty' };
      if (!chain.ok) return { done: false, why: 'chain' };
      if (faults.length > 0) return { done: false, why: 'events' };
      const isOpen = run.endedMs === null || run.connections.some(({ ended }) => ended === null);
      if (isOpen) return { done: false, why: 'open' };

      const differed = await findLeaseFaults(tx, { sessionId, run, known });
      const connections = run.connections.filter(({ personId }) => known.has(personId));
      if (differed.length > 0) {
        await tx.presenceInterval.deleteMany({ where: { sessionId } });
        await insert(tx, sessionId, connections);
        const { seriesId } = await tx.session.findUniqueOrThrow({
          where: { id: sessionId },
          select: { seriesId: true },
        });
        await writeAudit(tx, {
          actorId: null,
          action: 'attendance.rebuilt',
          seriesId,
          sessionId,
          details: { count: differed.length },
        });
        await tx.topicResultSet.deleteMany({
          where: { topicId: { in: run.windows.map(({ topicId }) => topicId) } },
        });
      }
      return { done: true, rows: connections.length, differed };
    },
    { timeout: TIMEOUT_MS, maxWait: TIMEOUT_MS },
  );
}

async function insert(tx: Db, sessionId: string, connections: RecordedConnection[]): Promise<void> {
  for (let from = 0; from < connections.length; from += ROWS_A_STATEMENT) {
    await tx.presenceInterval.createMany({
      data: connections.slice(from, from + ROWS_A_STATEMENT).map((connection) => ({
        id: connection.leaseId,
        sessionId,
        personId: connection.personId,
        connection: connection.connection,
        role: connection.role.toUpperCase(),
        startedAt: new Date(connection.startedMs),
        lastProofAt: new Date(connection.lastProofMs),
        endedAt: new Date(connection.lastProofMs),
      })),
    });
  }
}
