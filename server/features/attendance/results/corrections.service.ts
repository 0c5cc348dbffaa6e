import { createHash } from 'node:crypto';
import type { PrismaClient } from '#prisma/generated/client.ts';
import type { Clock } from '#server/core/clock.ts';
import type { Db } from '#server/core/context.ts';
import { toDbName } from '#server/core/enum-names.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import type { CorrectionOutcome } from '#shared/attendance-judgement.ts';
import { appError } from '#shared/errors.ts';
import { appendDecision } from './decisions.ts';
import { readLearnerRecord } from './learner-record.service.ts';
import { lockSeries } from './rule.service.ts';

export interface CorrectionOptions {
  clock: Pick<Clock, 'now'>;
  seriesId: string;
  /** Who decides. */
  actorId: string;
  correctionId: string;
  personId: string;
  topicId: string;
  outcome: CorrectionOutcome;
  reason: string;
}

export async function makeCorrection({
  db,
  ...options
}: CorrectionOptions & { db: PrismaClient }): Promise<void> {
  await db.$transaction(async (tx) => {
    await lockSeries(tx, options.seriesId);
    await correct(tx, options);
  });
}

/** In a transaction that holds the series. Whatever was in force until now is withdrawn by it: one decision stands at a time. */
export async function correct(tx: Db, options: CorrectionOptions): Promise<void> {
  const { clock, seriesId, actorId, correctionId, personId, topicId, outcome, reason } = options;
  const repeated = await tx.attendanceCorrection.findUnique({ where: { id: correctionId } });
  if (repeated) {
    const isSame =
      repeated.seriesId === seriesId &&
      repeated.personId === personId &&
      repeated.topicId === topicId &&
      repeated.outcome === toDbName(outcome) &&
      repeated.reason === reason;
    if (!isSame) throw appError('conflict');
    return;
  }
  const { rule, topics } = await readLearnerRecord({ db: tx, clock, seriesId, personId });
  const found = topics.find(({ topic }) => topic.topicId === topicId);
  if (!found) throw appError('not_found');
  const sessionId = found.topic.sessionIds.at(-1);
  // Nothing is judged before it was taught, so there is nothing to decide otherwise.
  if (!sessionId) throw appError('wrong_state');

  const at = clock.now();
  const before = found.result.correction;
  if (before) {
    await withdraw(tx, {
      correctionId: before.correctionId,
      sessionId,
      actorId,
      personId,
      topicId,
      reason,
      at,
    });
  }
  const { status: statusBefore, seconds: secondsBefore } = found.result;
  await tx.attendanceCorrection.create({
    data: {
      id: correctionId,
      seriesId,
      topicId,
      personId,
      outcome: toDbName(outcome),
      statusBefore,
      secondsBefore,
      ruleVersion: rule.version,
      reason,
      madeById: actorId,
      madeAt: at,
    },
    select: { id: true },
  });
  await appendDecision(tx, sessionId, [
    {
      kind: 'correction.made',
      at,
      personId,
      data: {
        correctionId,
        topicId,
        outcome,
        statusBefore,
        secondsBefore,
        ruleVersion: rule.version,
        reasonHash: hashReason(reason),
        byId: actorId,
      },
    },
  ]);
  await writeAudit(tx, {
    actorId,
    action: 'attendance.corrected',
    seriesId,
    sessionId,
    details: { personId, title: found.topic.title, outcome, statusBefore },
  });
}

/** The record's own result stands again. */
export async function withdrawCorrection({
  db,
  clock,
  seriesId,
  actorId,
  correctionId,
  reason,
}: {
  db: PrismaClient;
  clock: Pick<Clock, 'now'>;
  seriesId: string;
  actorId: string;
  correctionId: string;
  reason: string;
}): Promise<{ personId: string }> {
  return db.$transaction(async (tx) => {
    await lockSeries(tx, seriesId);
    const correction = await tx.attendanceCorrection.findFirst({
      where: { id: correctionId, seriesId },
      select: { personId: true, topicId: true, withdrawnAt: true, topic: { select: { title: true } } },
    });
    if (!correction) throw appError('not_found');
    const { personId, topicId, withdrawnAt, topic } = correction;
    if (withdrawnAt) return { personId };
    const sessionId = await findLastSession(tx, topicId);
    await withdraw(tx, { correctionId, sessionId, actorId, personId, topicId, reason, at: clock.now() });
    await writeAudit(tx, {
      actorId,
      action: 'attendance.correction_withdrawn',
      seriesId,
      sessionId,
      details: { personId, title: topic.title },
    });
    return { personId };
  });
}

interface WithdrawOptions {
  correctionId: string;
  sessionId: string;
  actorId: string;
  personId: string;
  topicId: string;
  reason: string;
  at: Date;
}

async function withdraw(
  tx: Db,
  { correctionId, sessionId, actorId, personId, topicId, reason, at }: WithdrawOptions,
): Promise<void> {
  await tx.attendanceCorrection.update({
    where: { id: correctionId },
    data: { withdrawnAt: at, withdrawnById: actorId, withdrawalReason: reason },
    select: { id: true },
  });
  await appendDecision(tx, sessionId, [
    {
      kind: 'correction.withdrawn',
      at,
      personId,
      data: { correctionId, topicId, reasonHash: hashReason(reason), byId: actorId },
    },
  ]);
}

async function findLastSession(tx: Db, topicId: string): Promise<string> {
  const window = await tx.topicWindow.findFirst({
    where: { topicId },
    orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
    select: { sessionId: true },
  });
  if (!window) throw appError('wrong_state');
  return window.sessionId;
}

/** The words stay out of the record, which nobody can change: a reason may name people. Its hash proves that they were not changed either. */
export function hashReason(reason: string): string {
  return createHash('sha256').update(reason).digest('hex');
}
