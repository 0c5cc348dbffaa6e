import type { Db } from '#server/core/context.ts';
import { toWireName } from '#server/core/enum-names.ts';
import type { CorrectionOutcome } from '#shared/attendance-judgement.ts';

export interface CorrectionInForce {
  correctionId: string;
  outcome: CorrectionOutcome;
}

/** By topic and person: the newest that nobody has withdrawn. */
export class CorrectionsInForce {
  readonly #byKey = new Map<string, CorrectionInForce>();

  static async read(
    db: Db,
    { seriesId, personId }: { seriesId: string; personId?: string | undefined },
  ): Promise<CorrectionsInForce> {
    const rows = await db.attendanceCorrection.findMany({
      where: { seriesId, withdrawnAt: null, ...(personId && { personId }) },
      orderBy: [{ madeAt: 'asc' }, { id: 'asc' }],
      select: { id: true, topicId: true, personId: true, outcome: true },
    });
    const corrections = new CorrectionsInForce();
    for (const { id, topicId, personId: whose, outcome } of rows) {
      corrections.#byKey.set(`${topicId} ${whose}`, { correctionId: id, outcome: toWireName(outcome) });
    }
    return corrections;
  }

  find(topicId: string, personId: string): CorrectionInForce | undefined {
    return this.#byKey.get(`${topicId} ${personId}`);
  }
}
