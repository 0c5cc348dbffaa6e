import type { Db } from '#server/core/context.ts';
import type { QuestionState } from '#shared/features/questions.ts';
import { findRoots, listMerged } from './question-family.ts';
import { type QuestionRow, withNames } from './questions.mapper.ts';

/** A question and the state it had before the act, so that the teller knows what changed for whom. */
export interface QuestionChange {
  question: QuestionRow;
  before: QuestionState | undefined;
  /** The one it lives on in, where it was merged. */
  root?: QuestionRow | undefined;
  /** What was merged into it: their askers follow it. */
  followers?: readonly QuestionRow[];
}

/** Reads what an act has left, in its transaction. */
export async function toChange(
  tx: Db,
  { questionId, before }: { questionId: string; before: QuestionState },
): Promise<QuestionChange> {
  const question = await tx.question.findUniqueOrThrow({ where: { id: questionId }, include: withNames });
  const roots = await findRoots(tx, [question]);
  return { question, before, root: roots.get(questionId), followers: await listMerged(tx, questionId) };
}
