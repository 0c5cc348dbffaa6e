import type { Clock } from '#server/core/clock.ts';
import type { Db } from '#server/core/context.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { appError } from '#shared/errors.ts';
import { assign } from './assign.service.ts';
import { type QuestionChange, toChange } from './question-change.ts';
import { lockQuestion } from './question-family.ts';
import { publishAnswer, type StaffAct } from './questions.service.ts';

type QuestionAct = StaffAct & { clock: Clock; questionId: string };

/** Kept for staff alone until it is published. An empty draft takes away what was kept. */
export async function writeAnswer({
  db,
  answer,
  publish,
  ...act
}: QuestionAct & { answer: string; publish: boolean }): Promise<QuestionChange> {
  const { sessionId, questionId } = act;
  return db.$transaction(async (tx) => {
    await assertKept(tx, sessionId);
    if (publish) return publishAnswer(tx, { ...act, answer });

    const { state } = await lockQuestion(tx, { sessionId, questionId });
    if (state === 'merged') throw appError('wrong_state');
    await tx.question.update({
      where: { id: questionId },
      data: { draft: answer || null },
      select: { id: true },
    });
    return toChange(tx, { questionId, before: state });
  });
}

/** What staff arrange: who answers, by when, and whether it stands on the topic's page. What is left out stays. */
export async function changeQuestion({
  db,
  assigneeId,
  dueOn,
  onPage,
  ...act
}: QuestionAct & {
  assigneeId?: string | null | undefined;
  dueOn?: string | null | undefined;
  onPage?: boolean | undefined;
}): Promise<QuestionChange> {
  const { sessionId, seriesId, personId, questionId } = act;
  return db.$transaction(async (tx) => {
    await assertKept(tx, sessionId);
    const { row, state } = await lockQuestion(tx, { sessionId, questionId });
    const audit = (action: `question.${string}`, details = {}) =>
      writeAudit(tx, {
        actorId: personId,
        action,
        seriesId,
        sessionId,
        details: { questionId, ...details },
      });

    if (assigneeId !== undefined) await assign(tx, { ...act, assigneeId });
    const due = dueOn && new Date(`${dueOn}T00:00:00Z`);
    if (due !== undefined && due?.valueOf() !== row.dueOn?.valueOf()) {
      await tx.question.update({ where: { id: questionId }, data: { dueOn: due }, select: { id: true } });
      await audit('question.due_changed', { dueOn: dueOn ?? null });
    }
    if (onPage !== undefined && onPage !== row.onPage) {
      await tx.question.update({ where: { id: questionId }, data: { onPage }, select: { id: true } });
      await audit(onPage ? 'question.put_on_page' : 'question.taken_off_page');
    }
    return toChange(tx, { questionId, before: state });
  });
}

/** An archived session, or series, stays as it is. */
async function assertKept(tx: Db, sessionId: string): Promise<void> {
  const session = await tx.session.findUniqueOrThrow({
    where: { id: sessionId },
    select: { state: true, series: { select: { archivedAt: true } } },
  });
  if (session.state === 'ARCHIVED' || session.series.archivedAt) throw appError('wrong_state');
}
