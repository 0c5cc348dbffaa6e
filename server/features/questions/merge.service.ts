import type { Db } from '#server/core/context.ts';
import { toWireName } from '#server/core/enum-names.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { appError } from '#shared/errors.ts';
import { canTakeMerged } from '#shared/features/questions.ts';
import { type QuestionChange, toChange } from './question-change.ts';
import { countVotes, lockQuestions, makeNews } from './question-family.ts';
import type { QuestionRow } from './questions.mapper.ts';
import type { StaffAct } from './questions.service.ts';

export interface Merge {
  source: QuestionChange;
  into: QuestionChange;
  /** False where it had been merged into it already. */
  changed: boolean;
}

/** Puts a question, with whatever was merged into it before, into another one of the session. */
export async function mergeQuestion({
  db,
  sessionId,
  seriesId,
  personId,
  questionId,
  intoId,
}: StaffAct & { questionId: string; intoId: string }): Promise<Merge> {
  return db.$transaction(async (tx) => {
    const rows = await lockQuestions(tx, { sessionId, questionIds: [questionId, intoId] });
    const [source, into] = [getRow(rows, questionId), getRow(rows, intoId)];
    const [from, intoState] = [toWireName(source.state), toWireName(into.state)];
    const changed = source.mergedIntoId !== intoId;
    if (changed) {
      // Of two who merge crosswise, the second finds its target merged, and is told.
      if (questionId === intoId || !canTakeMerged(from, intoState)) throw appError('wrong_state');
      await tx.question.update({
        where: { id: questionId },
        data: { state: 'MERGED', mergedIntoId: intoId, mergedFrom: source.state, pinnedAt: null },
        select: { id: true },
      });
      await countVotes(tx, intoId);
      await writeAudit(tx, {
        actorId: personId,
        action: 'question.merged',
        seriesId,
        sessionId,
        details: { questionId, intoId },
      });
      if (intoState === 'answered') await makeNews(tx, questionId);
    }
    return {
      source: await toChange(tx, { questionId, before: from }),
      into: await toChange(tx, { questionId: intoId, before: intoState }),
      changed,
    };
  });
}

/**
 * Takes a question out again: to the state it had, with the votes that it was given. What is not merged stays as it is.
 * `left` are those that it was in, from the nearest up.
 */
export async function unmergeQuestion({
  db,
  sessionId,
  seriesId,
  personId,
  questionId,
}: StaffAct & { questionId: string }): Promise<{
  question: QuestionChange;
  left: QuestionChange[];
  changed: boolean;
}> {
  return db.$transaction(async (tx) => {
    const line = await readLine(tx, questionId);
    const rows = await lockQuestions(tx, { sessionId, questionIds: [questionId, ...line] });
    // Whoever merged or took out something between the look and the lock has changed what is to be counted.
    if ((await readLine(tx, questionId)).join() !== line.join()) throw appError('wrong_state');
    const source = getRow(rows, questionId);
    const [intoId] = line;
    const changed = source.state === 'MERGED';
    if (changed) {
      await tx.question.update({
        where: { id: questionId },
        data: { state: source.mergedFrom ?? 'OPEN', mergedIntoId: null, mergedFrom: null },
        select: { id: true },
      });
      // Its own votes too: people may have taken theirs back meanwhile.
      for (const id of [questionId, ...line]) await countVotes(tx, id);
      await writeAudit(tx, {
        actorId: personId,
        action: 'question.unmerged',
        seriesId,
        sessionId,
        details: { questionId, intoId: intoId ?? null },
      });
    }
    const read = (id: string) => toChange(tx, { questionId: id, before: toWireName(getRow(rows, id).state) });
    const left: QuestionChange[] = [];
    for (const id of line) left.push(await read(id));
    return { question: await read(questionId), left, changed };
  });
}

function getRow(rows: ReadonlyMap<string, QuestionRow>, questionId: string): QuestionRow {
  const row = rows.get(questionId);
  if (!row) throw appError('not_found');
  return row;
}

/** The questions that it was merged into, the nearest first. */
async function readLine(tx: Db, questionId: string): Promise<string[]> {
  const line = await tx.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE line AS (
      SELECT "mergedIntoId" AS "id", 1 AS "step" FROM "Question" WHERE "id" = ${questionId}::uuid
      UNION ALL
      SELECT question."mergedIntoId", line."step" + 1
      FROM line JOIN "Question" question ON question."id" = line."id"
    )
    SELECT "id" FROM line WHERE "id" IS NOT NULL ORDER BY "step"`;
  return line.map(({ id }) => id);
}
