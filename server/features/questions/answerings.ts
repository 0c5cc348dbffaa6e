import type { Db } from '#server/core/context.ts';

/** From here on it is answered aloud: the mark on the timeline begins. The question must be locked. */
export async function openAnswering(
  tx: Db,
  { questionId, at }: { questionId: string; at: Date },
): Promise<void> {
  await tx.questionAnswering.create({ data: { questionId, startedAt: at }, select: { id: true } });
}

export async function closeAnswering(
  tx: Db,
  { questionId, at }: { questionId: string; at: Date },
): Promise<void> {
  // A clock that was set back over a restart must not end an answer before it began.
  await tx.$executeRaw`
    UPDATE "QuestionAnswering" SET "endedAt" = GREATEST("startedAt", ${at})
    WHERE "questionId" = ${questionId}::uuid AND "endedAt" IS NULL`;
}
