import type { Db } from '#server/core/context.ts';
import { toWireName } from '#server/core/enum-names.ts';
import type { CorrectionOutcome, TopicStatus } from '#shared/attendance-judgement.ts';

export interface CorrectionInForce {
  correctionId: string;
  outcome: CorrectionOutcome;
}

export interface CorrectionRow extends CorrectionInForce {
  topicId: string;
  personId: string;
  statusBefore: TopicStatus;
  secondsBefore: number;
  ruleVersion: number;
  reason: string;
  madeBy: string | null;
  madeAt: Date;
  withdrawnBy: string | null;
  withdrawnAt: Date | null;
  withdrawalReason: string;
}

/** By topic and person: at most one is in force. */
export class CorrectionsInForce {
  readonly #byKey = new Map<string, CorrectionInForce>();

  static async read(
    db: Db,
    { seriesId, personId }: { seriesId: string; personId?: string | undefined },
  ): Promise<CorrectionsInForce> {
    const rows = await db.attendanceCorrection.findMany({
      where: { seriesId, withdrawnAt: null, ...(personId && { personId }) },
      select: { id: true, topicId: true, personId: true, outcome: true },
    });
    return CorrectionsInForce.of(
      rows.map(({ id, outcome, ...row }) => ({ ...row, correctionId: id, outcome: toWireName(outcome) })),
    );
  }

  static of(rows: Iterable<CorrectionInForce & { topicId: string; personId: string }>): CorrectionsInForce {
    const corrections = new CorrectionsInForce();
    for (const { correctionId, outcome, topicId, personId } of rows) {
      corrections.#byKey.set(`${topicId} ${personId}`, { correctionId, outcome });
    }
    return corrections;
  }

  find(topicId: string, personId: string): CorrectionInForce | undefined {
    return this.#byKey.get(`${topicId} ${personId}`);
  }
}

/** Withdrawn ones included; the newest first. Of one learner, or of the whole series. */
export async function findCorrections(
  db: Db,
  { seriesId, personId }: { seriesId: string; personId?: string },
): Promise<CorrectionRow[]> {
  const rows = await db.attendanceCorrection.findMany({
    where: { seriesId, ...(personId && { personId }) },
    orderBy: [{ madeAt: 'desc' }, { id: 'desc' }],
    include: { madeBy: { select: { name: true } }, withdrawnBy: { select: { name: true } } },
  });
  return rows.map((row) => ({
    correctionId: row.id,
    topicId: row.topicId,
    personId: row.personId,
    outcome: toWireName(row.outcome),
    statusBefore: row.statusBefore as TopicStatus,
    secondsBefore: row.secondsBefore,
    ruleVersion: row.ruleVersion,
    reason: row.reason,
    madeBy: row.madeBy?.name ?? null,
    madeAt: row.madeAt,
    withdrawnBy: row.withdrawnBy?.name ?? null,
    withdrawnAt: row.withdrawnAt,
    withdrawalReason: row.withdrawalReason,
  }));
}
