import type { Db } from '#server/core/context.ts';
import { type ChainVerdict, verifyChain } from '../record/chain.ts';
import { type RecordedCheck, readChecks } from '../record/read-checks.ts';
import { type RecordedDecisions, readDecisions } from '../record/read-decisions.ts';
import { type RecordedElsewhere, readElsewhere } from '../record/read-elsewhere.ts';
import { type AttendanceRecord, type EventPlace, readRecord, readStrays } from '../record/read-record.ts';
import { type RecordedRun, readRun } from '../record/read-run.ts';
import type { KnownPeople } from './known-people.ts';

/** All that a session's events come to, and whether they are the ones that were written. */
export interface RecordedSession extends AttendanceRecord {
  chain: ChainVerdict;
  /** Events that are no part of the chain. */
  strays: EventPlace[];
  run: RecordedRun;
  checks: Map<string, RecordedCheck>;
  elsewhere: RecordedElsewhere;
  decisions: RecordedDecisions;
  /** Events that contradict those before them. */
  faults: { seq: number; says: string }[];
}

export async function readRecordedSession(
  db: Db,
  sessionId: string,
  known: KnownPeople,
): Promise<RecordedSession> {
  const record = await readRecord(db, sessionId);
  const { events, head } = record;
  const run = readRun(events);
  const { checks, faults: checkFaults } = readChecks(events);
  const elsewhere = readElsewhere(events);
  const faults = [
    ...run.faults,
    ...checkFaults.filter(({ unlessForgotten }) => !unlessForgotten || known.has(unlessForgotten)),
    ...elsewhere.faults,
  ].sort((left, right) => left.seq - right.seq);
  return {
    ...record,
    strays: await readStrays(db, sessionId),
    chain: verifyChain({ sessionId, links: events, ...(head && { head }) }),
    run,
    checks,
    elsewhere,
    decisions: readDecisions(events),
    faults,
  };
}
