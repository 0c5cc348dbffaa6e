import type { Db } from '#server/core/context.ts';
import { toWireName } from '#server/core/enum-names.ts';
import type { RecordedCheck } from '../record/read-checks.ts';
import { findDifference, toMs } from './compare.ts';
import type { KnownPeople } from './known-people.ts';

/** Each presence check that was shown, and what became of it for everybody, has to be what the record says; one that is only planned was never in it. */
export async function findCheckFaults(
  db: Db,
  {
    sessionId,
    recorded,
    known,
  }: { sessionId: string; recorded: Map<string, RecordedCheck>; known: KnownPeople },
): Promise<string[]> {
  const rows = await db.presenceCheck.findMany({
    where: { sessionId, state: { not: 'PLANNED' } },
    include: { answers: true },
    orderBy: [{ shownAt: 'asc' }, { id: 'asc' }],
  });
  const faults: string[] = [];
  const missing = new Map(recorded);
  for (const row of rows) {
    const check = recorded.get(row.id);
    missing.delete(row.id);
    if (!check) {
      faults.push(`check ${row.id} of topic ${row.topicId} is kept, and was never shown by the record`);
      continue;
    }
    const what = `check ${row.id} of topic ${check.topicId}`;
    const difference = findDifference(
      {
        topic: row.topicId,
        kind: toWireName(row.kind),
        // Who was removed from the installation is named by nobody but the record.
        'who asked': row.askedById ?? known.orNull(check.askedById),
        'code word': row.word,
        'time of showing': toMs(row.shownAt),
        'time limit': toMs(row.closesAt),
        end: toMs(row.closedAt),
        'kind of end': row.ending,
      },
      {
        topic: check.topicId,
        kind: check.kind,
        'who asked': check.askedById,
        'code word': check.word,
        'time of showing': check.shownMs,
        'time limit': check.closesMs,
        end: check.closedMs,
        'kind of end': check.ending,
      },
    );
    if (difference) faults.push(`${what}: its ${difference}`);
    faults.push(...findResponseFaults(what, row.answers, check, known));
  }
  for (const { checkId, topicId } of missing.values())
    faults.push(`check ${checkId} of topic ${topicId} is in the record and nowhere else`);
  return faults;
}

interface ResponseRow {
  personId: string;
  outcome: string;
  deliveredAt: Date | null;
  seenAt: Date | null;
  answeredAt: Date | null;
  writtenAt: Date | null;
  writtenRoughly: boolean;
  wrongIds: string[];
}

function findResponseFaults(
  what: string,
  rows: ResponseRow[],
  { people }: RecordedCheck,
  known: KnownPeople,
): string[] {
  const faults: string[] = [];
  const missing = new Map(people);
  for (const row of rows) {
    const own = people.get(row.personId);
    missing.delete(row.personId);
    const who = `${what}, person ${row.personId}`;
    if (!own) {
      faults.push(`${who}: kept as ${row.outcome.toLowerCase()}, and the record says nothing of them`);
      continue;
    }
    const difference = findDifference(
      {
        outcome: row.outcome.toLowerCase(),
        'time of delivery': toMs(row.deliveredAt),
        'time of seeing': toMs(row.seenAt),
        'time of answering': toMs(row.answeredAt),
        'time of writing': toMs(row.writtenAt),
        roughness: row.writtenRoughly,
        'count of wrong words': row.wrongIds.length,
      },
      {
        outcome: own.outcome,
        'time of delivery': own.deliveredMs,
        'time of seeing': own.seenMs,
        'time of answering': own.answeredMs,
        'time of writing': own.writtenMs,
        roughness: own.rough,
        'count of wrong words': own.wrongWords,
      },
    );
    if (difference) faults.push(`${who}: the ${difference}`);
  }
  for (const [personId, { outcome }] of missing) {
    if (known.has(personId))
      faults.push(`${what}, person ${personId}: ${outcome} by the record, and nowhere else`);
  }
  return faults;
}
