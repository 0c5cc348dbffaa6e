import type { AttendanceEvent } from '#shared/attendance-events.ts';
import type { CorrectionOutcome } from '#shared/attendance-judgement.ts';

/** A correction, as the record has it; its words stand in the table, and their hash here. */
export interface RecordedCorrection {
  correctionId: string;
  topicId: string;
  personId: string;
  outcome: CorrectionOutcome;
  statusBefore: string;
  secondsBefore: number;
  ruleVersion: number;
  reasonHash: string;
  byId: string;
  madeMs: number;
  withdrawn: { atMs: number; byId: string; reasonHash: string } | null;
}

export interface AppliedRule {
  seq: number;
  version: number;
  hash: string;
}

export interface RecordedDecisions {
  corrections: Map<string, RecordedCorrection>;
  /** Withdrawals of corrections that another session's record may have: the topic went on there. */
  withdrawals: { seq: number; correctionId: string; atMs: number; byId: string; reasonHash: string }[];
  /** In order; the last is in force. */
  rules: AppliedRule[];
}

/**
 * What was decided about attendance, from the events of one session or of several. A correction stands in the record of the session that taught its topic last, and its
 * withdrawal in that of the one that has by then: whoever asks about a topic reads all its sessions.
 */
export function readDecisions(events: Iterable<AttendanceEvent>): RecordedDecisions {
  const found: RecordedDecisions = { corrections: new Map(), withdrawals: [], rules: [] };
  for (const { kind, seq, at, personId, data } of events) {
    if (kind === 'rule.applied') found.rules.push({ seq, ...data });
    if (kind === 'correction.made') {
      const { correctionId, topicId, outcome, statusBefore, secondsBefore, ruleVersion, reasonHash, byId } =
        data;
      found.corrections.set(String(correctionId), {
        correctionId: String(correctionId),
        topicId: String(topicId),
        personId: personId ?? '',
        outcome: String(outcome) as CorrectionOutcome,
        statusBefore: String(statusBefore),
        secondsBefore: Number(secondsBefore),
        ruleVersion: Number(ruleVersion),
        reasonHash: String(reasonHash),
        byId: String(byId),
        madeMs: at.getTime(),
        withdrawn: null,
      });
    }
    if (kind === 'correction.withdrawn') {
      const { correctionId, reasonHash, byId } = data;
      found.withdrawals.push({
        seq,
        correctionId: String(correctionId),
        atMs: at.getTime(),
        byId: String(byId),
        reasonHash: String(reasonHash),
      });
    }
  }
  return found;
}

/** Of several sessions as one. Of two withdrawals of one correction the first stands. */
export function joinDecisions(parts: Iterable<RecordedDecisions>): Map<string, RecordedCorrection> {
  const all = [...parts];
  const corrections = new Map(
    all.flatMap((part) => [...part.corrections].map(([id, correction]) => [id, { ...correction }])),
  );
  const withdrawals = all.flatMap((part) => part.withdrawals).sort((left, right) => left.atMs - right.atMs);
  for (const { correctionId, atMs, byId, reasonHash } of withdrawals) {
    const correction = corrections.get(correctionId);
    if (correction) correction.withdrawn ??= { atMs, byId, reasonHash };
  }
  return corrections;
}
