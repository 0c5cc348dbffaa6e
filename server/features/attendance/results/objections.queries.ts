import type { Db } from '#server/core/context.ts';
import { toWireName } from '#server/core/enum-names.ts';
import type { CorrectionOutcome } from '#shared/attendance-judgement.ts';

export interface ObjectionRow {
  objectionId: string;
  personId: string;
  name: string;
  topicId: string;
  topicTitle: string;
  words: string;
  madeAt: Date;
  dueAt: Date;
  decidedAt: Date | null;
  decidedBy: string | null;
  accepted: boolean | null;
  decisionReason: string;
  correctionId: string | null;
  outcome: CorrectionOutcome | null;
}

const withNames = {
  person: { select: { name: true } },
  topic: { select: { title: true } },
  decidedBy: { select: { name: true } },
  correction: { select: { outcome: true } },
} as const;

/** Of one learner; the newest first. */
export async function findObjections(
  db: Db,
  { seriesId, personId }: { seriesId: string; personId: string },
): Promise<ObjectionRow[]> {
  const rows = await db.attendanceObjection.findMany({
    where: { seriesId, personId },
    orderBy: [{ madeAt: 'desc' }, { id: 'desc' }],
    include: withNames,
  });
  return rows.map(toRow);
}

export async function getObjection(db: Db, objectionId: string): Promise<ObjectionRow> {
  return toRow(
    await db.attendanceObjection.findUniqueOrThrow({ where: { id: objectionId }, include: withNames }),
  );
}

/** A few screens; who looks for an older one finds it with its learner. */
const DECIDED_LISTED = 200;

export interface ObjectionDesk {
  open: ObjectionRow[];
  decided: ObjectionRow[];
  olderDecided: number;
}

export async function listObjections(db: Db, seriesId: string): Promise<ObjectionDesk> {
  const open = await db.attendanceObjection.findMany({
    where: { seriesId, decidedAt: null },
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
    include: withNames,
  });
  const isDecided = { seriesId, decidedAt: { not: null } };
  const decided = await db.attendanceObjection.findMany({
    where: isDecided,
    orderBy: [{ decidedAt: 'desc' }, { id: 'desc' }],
    take: DECIDED_LISTED,
    include: withNames,
  });
  const all = await db.attendanceObjection.count({ where: isDecided });
  return { open: open.map(toRow), decided: decided.map(toRow), olderDecided: all - decided.length };
}

type StoredObjection = Awaited<ReturnType<typeof readStored>>[number];
const readStored = (db: Db) => db.attendanceObjection.findMany({ include: withNames });

function toRow(row: StoredObjection): ObjectionRow {
  return {
    objectionId: row.id,
    personId: row.personId,
    name: row.person.name,
    topicId: row.topicId,
    topicTitle: row.topic.title,
    words: row.words,
    madeAt: row.madeAt,
    dueAt: row.dueAt,
    decidedAt: row.decidedAt,
    decidedBy: row.decidedBy?.name ?? null,
    accepted: row.accepted,
    decisionReason: row.decisionReason,
    correctionId: row.correctionId,
    outcome: row.correction && toWireName(row.correction.outcome),
  };
}
