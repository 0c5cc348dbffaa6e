import type { PrismaClient } from '#prisma/generated/client.ts';
import type { Clock } from '#server/core/clock.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import type { CorrectionOutcome } from '#shared/attendance-judgement.ts';
import { appError } from '#shared/errors.ts';
import { limits } from '#shared/limits.ts';
import { correct } from './corrections.service.ts';
import { endOfDay } from './end-of-day.ts';
import { readLearnerRecord } from './learner-record.service.ts';
import { lockSeries } from './rule.service.ts';

const DAY_MS = 24 * 60 * 60_000;

interface ObjectOptions {
  db: PrismaClient;
  clock: Pick<Clock, 'now'>;
  seriesId: string;
  personId: string;
  objectionId: string;
  topicId: string;
  words: string;
}

/** As long as the record says that the learner may; staff have as many days to decide as the learner had to object. */
export async function makeObjection(options: ObjectOptions): Promise<void> {
  const { db, clock, seriesId, personId, objectionId, topicId, words } = options;
  await db.$transaction(async (tx) => {
    await lockSeries(tx, seriesId);
    const repeated = await tx.attendanceObjection.findUnique({ where: { id: objectionId } });
    if (repeated) {
      const isSame =
        repeated.personId === personId && repeated.topicId === topicId && repeated.words === words;
      if (!isSame) throw appError('conflict');
      return;
    }
    const { rule, topics, course } = await readLearnerRecord({ db: tx, clock, seriesId, personId });
    const found = topics.find(({ topic }) => topic.topicId === topicId);
    if (!found) throw appError('not_found');
    if (!found.objectUntil) throw appError('wrong_state');
    if (found.objections.some(({ decidedAt }) => decidedAt === null)) throw appError('wrong_state');
    if (found.objections.length >= limits.objectionsPerTopic) {
      throw appError('limit_reached', { max: limits.objectionsPerTopic });
    }
    const at = clock.now();
    await tx.attendanceObjection.create({
      data: {
        id: objectionId,
        seriesId,
        topicId,
        personId,
        words,
        madeAt: at,
        dueAt: endOfDay(new Date(at.getTime() + rule.rule.objectionDays * DAY_MS), course.timeZone),
      },
      select: { id: true },
    });
    await writeAudit(tx, {
      actorId: personId,
      action: 'attendance.objected',
      seriesId,
      details: { personId, title: found.topic.title },
    });
  });
}

export type Decision =
  | { accepted: true; correctionId: string; outcome: CorrectionOutcome; reason: string }
  | { accepted: false; reason: string };

interface DecideOptions {
  db: PrismaClient;
  clock: Pick<Clock, 'now'>;
  seriesId: string;
  actorId: string;
  objectionId: string;
  decision: Decision;
}

/** Once. The same decision again changes nothing. @throws AppError `wrong_state` for another one, `conflict` where it comes under the id of the first */
export async function decideObjection(options: DecideOptions): Promise<void> {
  const { db, clock, seriesId, actorId, objectionId, decision } = options;
  await db.$transaction(async (tx) => {
    await lockSeries(tx, seriesId);
    const objection = await tx.attendanceObjection.findFirst({
      where: { id: objectionId, seriesId },
      include: { topic: { select: { title: true } } },
    });
    if (!objection) throw appError('not_found');
    const { personId, topicId } = objection;
    if (objection.decidedAt) {
      const correctionId = decision.accepted ? decision.correctionId : null;
      const isSame =
        objection.accepted === decision.accepted &&
        objection.decisionReason === decision.reason &&
        objection.correctionId === correctionId;
      if (!isSame) throw appError('wrong_state');
    }
    // Again as well: whether it is the same in all its parts is known there.
    if (decision.accepted) {
      const { correctionId, outcome, reason } = decision;
      await correct(tx, { clock, seriesId, actorId, correctionId, personId, topicId, outcome, reason });
    }
    if (objection.decidedAt) return;
    await tx.attendanceObjection.update({
      where: { id: objectionId },
      data: {
        decidedAt: clock.now(),
        decidedById: actorId,
        accepted: decision.accepted,
        decisionReason: decision.reason,
        correctionId: decision.accepted ? decision.correctionId : null,
      },
      select: { id: true },
    });
    await writeAudit(tx, {
      actorId,
      action: 'attendance.objection_decided',
      seriesId,
      details: { personId, title: objection.topic.title, accepted: decision.accepted },
    });
  });
}
