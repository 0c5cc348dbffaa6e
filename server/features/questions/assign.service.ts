import type { Db } from '#server/core/context.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { appError } from '#shared/errors.ts';
import { compareByGivenName } from '#shared/names.ts';
import { type QuestionChange, toChange } from './question-change.ts';
import { lockQuestion } from './question-family.ts';
import type { StaffAct } from './questions.service.ts';

/** Everybody on the staff of a series, in the room or not. */
export async function listPanellists(
  db: Db,
  seriesId: string,
): Promise<{ personId: string; name: string }[]> {
  const people = await db.person.findMany({
    where: { OR: [{ staffOf: { some: { seriesId } } }, { platformRole: { not: 'NONE' } }] },
    select: { id: true, name: true },
  });
  return people
    .map(({ id, name }) => ({ personId: id, name }))
    .sort((left, right) => compareByGivenName(left.name, right.name));
}

/** Says who is to answer it, not that it is handed on: a repeat changes nothing. */
export async function assignQuestion({
  db,
  questionId,
  assigneeId,
  ...act
}: StaffAct & { questionId: string; assigneeId: string | null }): Promise<QuestionChange> {
  return db.$transaction(async (tx) => {
    const { state } = await lockQuestion(tx, { sessionId: act.sessionId, questionId });
    await assign(tx, { ...act, questionId, assigneeId });
    return toChange(tx, { questionId, before: state });
  });
}

/** In the transaction of an act that holds the question. */
export async function assign(
  tx: Db,
  {
    sessionId,
    seriesId,
    personId,
    questionId,
    assigneeId,
  }: Omit<StaffAct, 'db'> & { questionId: string; assigneeId: string | null },
): Promise<void> {
  if (assigneeId !== null && !(await isPanellist(tx, { seriesId, personId: assigneeId }))) {
    throw appError('not_found');
  }
  const { count } = await tx.question.updateMany({
    // A null is neither equal nor unequal to anything, so it is named apart.
    where: {
      id: questionId,
      ...(assigneeId === null
        ? { assigneeId: { not: null } }
        : { OR: [{ assigneeId: null }, { assigneeId: { not: assigneeId } }] }),
    },
    data: { assigneeId },
  });
  if (count === 0) return;
  await writeAudit(tx, {
    actorId: personId,
    action: assigneeId ? 'question.assigned' : 'question.unassigned',
    seriesId,
    sessionId,
    details: { questionId, ...(assigneeId && { personId: assigneeId }) },
  });
}

async function isPanellist(
  tx: Db,
  { seriesId, personId }: { seriesId: string; personId: string },
): Promise<boolean> {
  const found = await tx.person.count({
    where: { id: personId, OR: [{ staffOf: { some: { seriesId } } }, { platformRole: { not: 'NONE' } }] },
  });
  return found > 0;
}
