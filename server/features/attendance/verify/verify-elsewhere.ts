import type { Db } from '#server/core/context.ts';
import type { RecordedElsewhere } from '../record/read-elsewhere.ts';
import { findDifference, listPeople, toMs } from './compare.ts';
import type { KnownPeople } from './known-people.ts';

interface Options {
  sessionId: string;
  recorded: RecordedElsewhere;
  known: KnownPeople;
}

/** What attesters said of their halls, what was taken back, and what was refused. */
export async function findHallFaults(db: Db, { sessionId, recorded, known }: Options): Promise<string[]> {
  const halls = await db.hall.findMany({
    where: { sessionId },
    include: { attestations: true },
    orderBy: { id: 'asc' },
  });
  const faults: string[] = [];
  const missing = new Map(recorded.attestations);
  for (const hall of halls) {
    const recordedHall = recorded.halls.get(hall.id);
    const difference = findDifference(
      { confirmation: toMs(hall.confirmedAt), refusal: toMs(hall.refusedAt) },
      { confirmation: recordedHall?.confirmedMs ?? null, refusal: recordedHall?.refusedMs ?? null },
    );
    if (difference) faults.push(`hall ${hall.id} of attester ${hall.attesterId}: its ${difference}`);
    for (const row of hall.attestations) {
      const attestation = recorded.attestations.get(row.id);
      missing.delete(row.id);
      const what = `attestation ${row.id} of hall ${hall.id}`;
      if (!attestation) {
        faults.push(`${what} is kept, and is not in the record`);
        continue;
      }
      const difference = findDifference(
        {
          hall: row.hallId,
          topic: row.topicId,
          attester: row.byId ?? known.orNull(attestation.byId),
          time: row.at.getTime(),
          people: listPeople(row.personIds),
          'people who confirmed': listPeople(row.confirmedIds),
          withdrawal: toMs(row.withdrawnAt),
        },
        {
          hall: attestation.hallId,
          topic: attestation.topicId,
          attester: attestation.byId,
          time: attestation.atMs,
          people: listPeople(attestation.personIds),
          'people who confirmed': listPeople(attestation.confirmedIds),
          withdrawal: attestation.withdrawnMs,
        },
      );
      if (difference) faults.push(`${what}: its ${difference}`);
    }
  }
  // With its attester goes a hall, and all that they said.
  for (const { attestationId, hallId, byId } of missing.values()) {
    if (known.has(byId))
      faults.push(`attestation ${attestationId} of hall ${hallId} is in the record and nowhere else`);
  }
  return faults;
}

/** The codes that were in the picture, and who typed them. */
export async function findCodeFaults(db: Db, { sessionId, recorded, known }: Options): Promise<string[]> {
  const rows = await db.viewerCode.findMany({
    where: { sessionId },
    include: { entries: true },
    orderBy: [{ shownAt: 'asc' }, { id: 'asc' }],
  });
  const faults: string[] = [];
  const missing = new Map(recorded.codes);
  for (const row of rows) {
    const code = recorded.codes.get(row.id);
    missing.delete(row.id);
    const what = `code ${row.id} of topic ${row.topicId}`;
    if (!code) {
      faults.push(`${what} is kept, and was never shown by the record`);
      continue;
    }
    const difference = findDifference(
      {
        topic: row.topicId,
        'person who showed it': row.byId ?? known.orNull(code.byId),
        'time of showing': row.shownAt.getTime(),
        'time limit': row.closesAt.getTime(),
      },
      {
        topic: code.topicId,
        'person who showed it': code.byId,
        'time of showing': code.shownMs,
        'time limit': code.closesMs,
      },
    );
    if (difference) faults.push(`${what}: its ${difference}`);
    const kept = new Map(row.entries.map(({ personId, at }) => [personId, at.getTime()]));
    for (const [personId, atMs] of kept) {
      if (code.entries.get(personId) !== atMs)
        faults.push(
          `${what}: person ${personId} is kept as having typed it at ${new Date(atMs).toISOString()}, which is not in the record`,
        );
    }
    for (const personId of code.entries.keys()) {
      if (!kept.has(personId) && known.has(personId))
        faults.push(`${what}: person ${personId} typed it by the record, and nowhere else`);
    }
  }
  for (const { codeId, topicId } of missing.values())
    faults.push(`code ${codeId} of topic ${topicId} is in the record and nowhere else`);
  return faults;
}
