import type { Prisma, PrismaClient } from '#prisma/generated/client.ts';
import type { SnapshotReader } from '#server/features/live/snapshot.ts';
import type { SnapshotDto } from '#shared/features/live.ts';
import { isStaff } from '#shared/roles.ts';
import { findRoots } from './question-family.ts';
import { toOwnQuestionDto, toQuestionDto, toStaffQuestionDto, withNames } from './questions.mapper.ts';

/** A session of three hours brings about a hundred questions; this is what a snapshot may carry at most. */
const SNAPSHOT_MAX = 500;

/** A joining page's questions: staff see all, learners what is public and, apart from it, their own. */
export async function readQuestions(
  db: PrismaClient,
  { sessionId, personId, role }: SnapshotReader,
): Promise<SnapshotDto['questions']> {
  const newestFirst = {
    orderBy: [{ askedAt: 'desc' }, { id: 'desc' }],
    take: SNAPSHOT_MAX,
    include: withNames,
  } satisfies Prisma.QuestionFindManyArgs;
  const votes = await db.questionVote.findMany({
    where: { personId, question: { sessionId } },
    select: { question: { select: { id: true, mergedIntoId: true } } },
  });
  const voted = votes.map((vote) => vote.question);
  const votedIds = voted.map(({ id }) => id);

  if (isStaff(role)) {
    const rows = await db.question.findMany({ where: { sessionId }, ...newestFirst });
    return { questions: rows.map(toStaffQuestionDto), votedIds };
  }
  const open = await db.question.findMany({
    where: { sessionId, state: { in: ['OPEN', 'ANSWERING', 'ANSWERED'] } },
    ...newestFirst,
  });
  const own = await db.question.findMany({ where: { sessionId, authorId: personId }, ...newestFirst });
  const roots = await findRoots(db, [...own, ...voted]);
  return {
    questions: open.map(toQuestionDto),
    own: own.map((row) => toOwnQuestionDto(row, roots.get(row.id))),
    votedIds,
    merged: votedIds.flatMap((questionId) => {
      const root = roots.get(questionId);
      return root ? [{ questionId, intoId: root.id }] : [];
    }),
  };
}
