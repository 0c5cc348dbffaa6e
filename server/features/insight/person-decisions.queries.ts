import type { Db } from '#server/core/context.ts';
import { toWireName } from '#server/core/enum-names.ts';
import { topicStatuses } from '#shared/attendance-judgement.ts';
import type { PersonTrailDto } from '#shared/features/insight.ts';

interface OfPerson {
  seriesId: string;
  personId: string;
}

const name = { select: { name: true } };

/** The newest first, the withdrawn ones too. */
export async function readCorrections(db: Db, where: OfPerson): Promise<PersonTrailDto['corrections']> {
  const rows = await db.attendanceCorrection.findMany({
    where,
    orderBy: [{ madeAt: 'desc' }, { id: 'desc' }],
    include: { madeBy: name, withdrawnBy: name },
  });
  return rows.map((row) => ({
    correctionId: row.id,
    topicId: row.topicId,
    before: topicStatuses.find((status) => status === row.statusBefore) ?? 'absent',
    outcome: toWireName(row.outcome),
    reason: row.reason,
    madeBy: row.madeBy?.name ?? null,
    madeAt: row.madeAt.toISOString(),
    withdrawnBy: row.withdrawnBy?.name ?? null,
    withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
    withdrawalReason: row.withdrawalReason,
  }));
}

/** The newest first. */
export async function readObjections(db: Db, where: OfPerson): Promise<PersonTrailDto['objections']> {
  const rows = await db.attendanceObjection.findMany({
    where,
    orderBy: [{ madeAt: 'desc' }, { id: 'desc' }],
    include: { decidedBy: name },
  });
  return rows.map((row) => ({
    objectionId: row.id,
    topicId: row.topicId,
    words: row.words,
    madeAt: row.madeAt.toISOString(),
    dueAt: row.dueAt.toISOString(),
    decidedBy: row.decidedBy?.name ?? null,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    accepted: row.accepted,
    decisionReason: row.decisionReason,
  }));
}
