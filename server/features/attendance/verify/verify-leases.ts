import type { Db } from '#server/core/context.ts';
import type { RecordedConnection, RecordedRun } from '../record/read-run.ts';
import type { KnownPeople } from './known-people.ts';

/** The rows that reports are made from are a copy of the record: each of them has to say what the record says. */
export async function findLeaseFaults(
  db: Db,
  { sessionId, run, known }: { sessionId: string; run: RecordedRun; known: KnownPeople },
): Promise<string[]> {
  const rows = await db.presenceInterval.findMany({ where: { sessionId } });
  const recorded = new Map(run.connections.map((connection) => [connection.leaseId, connection]));
  const faults: string[] = [];
  for (const row of rows) {
    const connection = recorded.get(row.id);
    recorded.delete(row.id);
    if (!connection)
      faults.push(
        `person ${row.personId} has a stay from ${row.startedAt.toISOString()} that is not in the record`,
      );
    else faults.push(...compare(row, connection));
  }
  for (const { connection, personId } of recorded.values()) {
    // Whoever was removed from the installation took their rows along; the record keeps what it has, of nobody.
    if (known.has(personId))
      faults.push(`connection ${connection} of person ${personId} is in the record and nowhere else`);
  }
  return faults;
}

interface LeaseRow {
  personId: string;
  connection: number | null;
  role: string;
  startedAt: Date;
  lastProofAt: Date;
  endedAt: Date | null;
}

function compare(row: LeaseRow, recorded: RecordedConnection): string[] {
  const who = `connection ${recorded.connection} of person ${recorded.personId}`;
  const faults: string[] = [];
  if (
    row.connection !== recorded.connection ||
    row.personId !== recorded.personId ||
    row.role.toLowerCase() !== recorded.role
  )
    faults.push(`${who} is kept as somebody else's, or in another role`);
  if (row.startedAt.getTime() !== recorded.startedMs)
    faults.push(`${who} began ${toText(recorded.startedMs)}, and is kept as from ${toText(+row.startedAt)}`);
  // A connection that goes on is ahead of the record by a batch.
  const isSame = row.endedAt
    ? recorded.ended !== null &&
      +row.endedAt === recorded.lastProofMs &&
      +row.lastProofAt === recorded.lastProofMs
    : recorded.ended === null && +row.lastProofAt >= recorded.lastProofMs;
  if (!isSame)
    faults.push(
      `${who} lasted to ${toText(recorded.lastProofMs)}${recorded.ended ? '' : ' at least'}, and is kept as ${row.endedAt ? `ended ${toText(+row.endedAt)}` : 'going on'}`,
    );
  return faults;
}

function toText(ms: number): string {
  return new Date(ms).toISOString();
}
