import type { Db } from '#server/core/context.ts';
import { toWireName } from '#server/core/enum-names.ts';
import { appError } from '#shared/errors.ts';
import { type QuestionRow, withNames } from './questions.mapper.ts';

/**
 * A question and whatever was merged into it, however deep. Votes stay rows of the question they were given to, and what is shown
 * is counted over the family: so taking a question out again finds its votes as they were.
 */
export async function isWanted(
  tx: Db,
  { questionId, personId }: { questionId: string; personId: string },
): Promise<{ asked: boolean; voted: boolean }> {
  const [found] = await tx.$queryRaw<{ asked: boolean; voted: boolean }[]>`
    WITH RECURSIVE family AS (
      SELECT "id", "authorId" FROM "Question" WHERE "id" = ${questionId}::uuid
      UNION
      SELECT child."id", child."authorId" FROM "Question" child JOIN family ON child."mergedIntoId" = family."id"
    )
    SELECT
      EXISTS (SELECT FROM family WHERE "authorId" = ${personId}::uuid) AS "asked",
      EXISTS (
        SELECT FROM "QuestionVote" vote JOIN family ON vote."questionId" = family."id"
        WHERE vote."personId" = ${personId}::uuid
      ) AS "voted"`;
  return found ?? { asked: false, voted: false };
}

/** Takes a person's votes away from all of the family. */
export async function withdrawVotes(
  tx: Db,
  { questionId, personId }: { questionId: string; personId: string },
): Promise<void> {
  await tx.$executeRaw`
    WITH RECURSIVE family AS (
      SELECT "id" FROM "Question" WHERE "id" = ${questionId}::uuid
      UNION
      SELECT child."id" FROM "Question" child JOIN family ON child."mergedIntoId" = family."id"
    )
    DELETE FROM "QuestionVote" vote USING family
    WHERE vote."questionId" = family."id" AND vote."personId" = ${personId}::uuid`;
}

/** Everybody who asked or voted for one of the family counts once, but for the asker of the question itself. Its row must be locked. */
export async function countVotes(tx: Db, questionId: string): Promise<void> {
  await tx.$executeRaw`
    WITH RECURSIVE family AS (
      SELECT "id", "authorId" FROM "Question" WHERE "id" = ${questionId}::uuid
      UNION
      SELECT child."id", child."authorId" FROM "Question" child JOIN family ON child."mergedIntoId" = family."id"
    ), wanting AS (
      SELECT "authorId" AS "personId" FROM family
      UNION
      SELECT vote."personId" FROM "QuestionVote" vote JOIN family ON vote."questionId" = family."id"
    )
    UPDATE "Question" SET "voteCount" = (
      SELECT count(*)::int FROM wanting WHERE wanting."personId" <> "Question"."authorId"
    )
    WHERE "id" = ${questionId}::uuid`;
}

/** What was merged into it, without itself. */
export async function listMerged(tx: Db, questionId: string): Promise<QuestionRow[]> {
  const ids = await tx.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE family AS (
      SELECT "id" FROM "Question" WHERE "mergedIntoId" = ${questionId}::uuid
      UNION
      SELECT child."id" FROM "Question" child JOIN family ON child."mergedIntoId" = family."id"
    )
    SELECT "id" FROM family`;
  if (ids.length === 0) return [];
  return tx.question.findMany({ where: { id: { in: ids.map(({ id }) => id) } }, include: withNames });
}

/** For each of the questions that were merged: the one that it lives on in. */
export async function findRoots(
  db: Db,
  questions: readonly { id: string; mergedIntoId: string | null }[],
): Promise<ReadonlyMap<string, QuestionRow>> {
  const merged = questions.filter(({ mergedIntoId }) => mergedIntoId !== null).map(({ id }) => id);
  if (merged.length === 0) return new Map();
  const pairs = await db.$queryRaw<{ id: string; rootId: string }[]>`
    WITH RECURSIVE line AS (
      SELECT "id", "id" AS "at", "mergedIntoId" FROM "Question" WHERE "id" = ANY(${merged}::uuid[])
      UNION
      SELECT line."id", parent."id", parent."mergedIntoId"
      FROM line JOIN "Question" parent ON parent."id" = line."mergedIntoId"
    )
    SELECT "id", "at" AS "rootId" FROM line WHERE "mergedIntoId" IS NULL`;
  const roots = await db.question.findMany({
    where: { id: { in: pairs.map(({ rootId }) => rootId) } },
    include: withNames,
  });
  const byId = new Map(roots.map((row) => [row.id, row]));
  return new Map(
    pairs.flatMap(({ id, rootId }) => {
      const root = byId.get(rootId);
      return root ? [[id, root] as const] : [];
    }),
  );
}

/**
 * Holds questions of one session until the transaction ends, always in the order of their ids: two who merge crosswise wait for
 * each other in turn, never in a ring.
 * @throws AppError `not_found`
 */
export async function lockQuestions(
  tx: Db,
  { sessionId, questionIds }: { sessionId: string; questionIds: readonly string[] },
): Promise<Map<string, QuestionRow>> {
  const ids = [...new Set(questionIds)];
  const locked = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "Question" WHERE "id" = ANY(${ids}::uuid[]) AND "sessionId" = ${sessionId}::uuid
    ORDER BY "id" FOR NO KEY UPDATE`;
  if (locked.length < ids.length) throw appError('not_found');
  const rows = await tx.question.findMany({ where: { id: { in: ids } }, include: withNames });
  return new Map(rows.map((row) => [row.id, row]));
}

/** One question, held; and the state it is in. */
export async function lockQuestion(
  tx: Db,
  { sessionId, questionId }: { sessionId: string; questionId: string },
): Promise<{ row: QuestionRow; state: Lowercase<QuestionRow['state']> }> {
  const row = (await lockQuestions(tx, { sessionId, questionIds: [questionId] })).get(questionId);
  if (!row) throw appError('not_found');
  return { row, state: toWireName(row.state) };
}

/** Its asker, and whoever's question was merged into it, have something new to read. */
export async function makeNews(tx: Db, questionId: string): Promise<void> {
  const merged = await listMerged(tx, questionId);
  await tx.question.updateMany({
    where: { id: { in: [questionId, ...merged.map(({ id }) => id)] } },
    data: { seenAt: null },
  });
}
