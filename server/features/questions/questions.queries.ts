import type { Prisma, PrismaClient } from '#prisma/generated/client.ts';
import type { SnapshotPart, SnapshotReader } from '#server/features/live/snapshot-part.ts';
import type { SnapshotDto } from '#shared/features/live.ts';
import type { QuestionDto, StaffQuestionDto } from '#shared/features/questions.ts';
import { findRoots } from './question-family.ts';
import { toOwnQuestionDto, toQuestionDto, toStaffQuestionDto, withNames } from './questions.mapper.ts';

/** A session of three hours brings about a hundred questions; this is what a snapshot may carry at most. */
const SNAPSHOT_MAX = 500;

const newestFirst = {
  orderBy: [{ askedAt: 'desc' }, { id: 'desc' }],
  include: withNames,
} satisfies Prisma.QuestionFindManyArgs;

/** A joining page's questions: staff see all, learners what is public and, apart from it, their own. */
export function questionsPart(
  db: PrismaClient,
): SnapshotPart<SnapshotDto['questions'], { all: StaffQuestionDto[] } | { open: QuestionDto[] }> {
  return {
    shared: async ({ sessionId, isStaff }) => {
      const state = { in: ['OPEN', 'ANSWERING', 'ANSWERED'] } satisfies Prisma.QuestionWhereInput['state'];
      const rows = await db.question.findMany({
        where: { sessionId, ...(isStaff ? {} : { state }) },
        take: SNAPSHOT_MAX,
        ...newestFirst,
      });
      return isStaff ? { all: rows.map(toStaffQuestionDto) } : { open: rows.map(toQuestionDto) };
    },
    own: async (shared, readers) => {
      const votes = await readVotes(db, readers);
      if ('all' in shared) {
        return readers.map(({ personId }) => ({
          questions: shared.all,
          votedIds: votes.of(personId).map(({ id }) => id),
        }));
      }
      const own = await readOwn(db, readers);
      const roots = await findRoots(db, [...own.all, ...votes.all]);
      return readers.map(({ personId }) => {
        const votedIds = votes.of(personId).map(({ id }) => id);
        return {
          questions: shared.open,
          own: own.of(personId).map((row) => toOwnQuestionDto(row, roots.get(row.id))),
          votedIds,
          merged: votedIds.flatMap((questionId) => {
            const root = roots.get(questionId);
            return root ? [{ questionId, intoId: root.id }] : [];
          }),
        };
      });
    },
  };
}

/** Rows of several people, and which of them are whose. */
interface Theirs<Row> {
  all: Row[];
  of(personId: string): Row[];
}

function theirs<Row, Kept>(
  rows: readonly Row[],
  { ownerOf, keep }: { ownerOf: (row: Row) => string; keep: (row: Row) => Kept },
): Theirs<Kept> {
  const byPerson = Map.groupBy(rows, ownerOf);
  return { all: rows.map(keep), of: (personId) => (byPerson.get(personId) ?? []).map(keep) };
}

async function readVotes(db: PrismaClient, readers: readonly SnapshotReader[]) {
  const rows = await db.questionVote.findMany({
    where: { personId: { in: idsOf(readers) }, question: { sessionId: sessionOf(readers) } },
    select: { personId: true, question: { select: { id: true, mergedIntoId: true } } },
  });
  return theirs(rows, { ownerOf: ({ personId }) => personId, keep: ({ question }) => question });
}

async function readOwn(db: PrismaClient, readers: readonly SnapshotReader[]) {
  const rows = await db.question.findMany({
    where: { sessionId: sessionOf(readers), authorId: { in: idsOf(readers) } },
    take: SNAPSHOT_MAX * readers.length,
    ...newestFirst,
  });
  return theirs(rows, { ownerOf: ({ authorId }) => authorId, keep: (row) => row });
}

function idsOf(readers: readonly SnapshotReader[]): string[] {
  return readers.map(({ personId }) => personId);
}

/** They all are at one desk: of one session. */
function sessionOf([reader]: readonly SnapshotReader[]): string {
  return reader?.sessionId ?? '';
}
