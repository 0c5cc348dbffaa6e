import type { QuestionState as DbQuestionState, PrismaClient } from '#prisma/generated/client.ts';
import type { Clock } from '#server/core/clock.ts';
import type { Db } from '#server/core/context.ts';
import { toDbName, toWireName } from '#server/core/enum-names.ts';
import { toWrittenColumns } from '#server/core/written-time.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { assertUnlocked } from '#server/features/catalog/room-settings.service.ts';
import { appError } from '#shared/errors.ts';
import { canMoveQuestion, isQuestionPublic, type MovableState } from '#shared/features/questions.ts';
import { limits } from '#shared/limits.ts';
import type { Role } from '#shared/roles.ts';
import { isRoomOpen } from '#shared/session-lifecycle.ts';
import type { WrittenAgo } from '#shared/written-time.ts';
import { closeAnswering, openAnswering } from './answerings.ts';
import { type QuestionChange, toChange } from './question-change.ts';
import { isWanted, lockQuestion, makeNews, withdrawVotes } from './question-family.ts';
import { type QuestionRow, withNames } from './questions.mapper.ts';

export interface Act {
  db: PrismaClient;
  sessionId: string;
  personId: string;
}

/** What staff do is written down in the series' record. */
export interface StaffAct extends Act {
  seriesId: string;
}

/**
 * Asks. The client's id makes it happen once: the same question again gets the row of the first time, the
 * same id with other words is a `conflict`.
 */
export async function askQuestion({
  db,
  clock,
  sessionId,
  personId,
  role,
  clientId,
  body,
  anonymous,
  writtenAgo,
}: Act & {
  clock: Clock;
  role: Role;
  clientId: string;
  body: string;
  anonymous: boolean;
  writtenAgo?: WrittenAgo | undefined;
}): Promise<QuestionChange & { repeated: boolean }> {
  const author_client = { authorId: personId, clientId };
  return db.$transaction(async (tx) => {
    const known = await tx.question.findUnique({
      where: { authorId_clientId: author_client },
      include: withNames,
    });
    const toRepeat = async (first: QuestionRow): Promise<QuestionChange & { repeated: true }> => {
      if (first.body !== body || first.sessionId !== sessionId) throw appError('conflict');
      const now = await toChange(tx, { questionId: first.id, before: toWireName(first.state) });
      return { ...now, repeated: true };
    };
    if (known) return toRepeat(known);
    const session = await tx.session.findUniqueOrThrow({
      where: { id: sessionId },
      select: {
        state: true,
        holdQuestions: true,
        lobbyOpenedAt: true,
        topicWindows: {
          select: { topicId: true, startedAt: true, endedAt: true },
          orderBy: { startedAt: 'desc' },
        },
      },
    });
    if (!isRoomOpen(toWireName(session.state))) throw appError('wrong_state');
    await assertUnlocked(tx, { sessionId, role, feature: 'questions' });
    const waiting = await tx.question.count({
      where: { sessionId, authorId: personId, state: { in: ['HELD', 'OPEN', 'ANSWERING'] } },
    });
    if (waiting >= limits.openQuestionsPerPerson) {
      throw appError('limit_reached', { max: limits.openQuestionsPerPerson });
    }
    const written = toWrittenColumns(writtenAgo, { arrivedAt: clock.now(), since: session.lobbyOpenedAt });
    // Two repeats at once meet here: the second waits for the first, inserts nothing and reads what the first wrote.
    const { count } = await tx.question.createMany({
      data: {
        ...author_client,
        ...written,
        sessionId,
        topicId: findTopicAt(session.topicWindows, written.writtenAt),
        body,
        anonymous,
        state: session.holdQuestions ? 'HELD' : 'OPEN',
      },
      skipDuplicates: true,
    });
    const question = await tx.question.findUniqueOrThrow({
      where: { authorId_clientId: author_client },
      include: withNames,
    });
    return count === 0 ? toRepeat(question) : { question, before: undefined, repeated: false };
  });
}

/** The topic that ran when it was written; it may arrive when the class has gone on to the next. */
function findTopicAt(
  windows: readonly { topicId: string; startedAt: Date; endedAt: Date | null }[],
  writtenAt: Date | null,
): string | null {
  const window = windows.find(({ startedAt, endedAt }) =>
    writtenAt ? startedAt <= writtenAt && (!endedAt || writtenAt < endedAt) : !endedAt,
  );
  return window?.topicId ?? null;
}

/** One vote a person, on others' questions; says how it should be, so a repeat changes nothing. */
export async function voteQuestion({
  db,
  clock,
  sessionId,
  personId,
  questionId,
  voted,
  writtenAgo,
}: Act & {
  clock: Clock;
  questionId: string;
  voted: boolean;
  writtenAgo?: WrittenAgo | undefined;
}): Promise<{ votes: number; changed: boolean }> {
  return db.$transaction(async (tx) => {
    // Held from here on, so that two votes at once are two, and nothing is merged in between.
    const [question] = await tx.$queryRaw<VotedRow[]>`
      SELECT "state"::text AS "state", "askedAt", "voteCount" FROM "Question"
      WHERE "id" = ${questionId}::uuid AND "sessionId" = ${sessionId}::uuid FOR NO KEY UPDATE`;
    // What is held, hidden or merged looks as if it did not exist.
    if (!question || !isQuestionPublic(toWireName(question.state))) throw appError('not_found');
    const before = await isWanted(tx, { questionId, personId });
    if (before.asked) throw appError('not_allowed');
    if (before.voted === voted) return { votes: question.voteCount, changed: false };

    if (voted) {
      const arrivedAt = clock.now();
      const written = toWrittenColumns(writtenAgo, { arrivedAt, since: question.askedAt });
      await tx.questionVote.create({ data: { questionId, personId, votedAt: arrivedAt, ...written } });
    } else {
      await withdrawVotes(tx, { questionId, personId });
    }
    const { voteCount } = await tx.question.update({
      where: { id: questionId },
      data: { voteCount: { increment: voted ? 1 : -1 } },
      select: { voteCount: true },
    });
    return { votes: voteCount, changed: true };
  });
}

interface VotedRow {
  state: DbQuestionState;
  askedAt: Date;
  voteCount: number;
}

/** Moves a question along its table of states. Asking for the state it is in already changes nothing. */
export async function moveQuestion({
  db,
  clock,
  sessionId,
  seriesId,
  personId,
  questionId,
  to,
}: StaffAct & { clock: Clock; questionId: string; to: MovableState }): Promise<QuestionChange> {
  return db.$transaction(async (tx) => {
    // Held from here on: of two moderators at once, the second finds what the first did.
    const { row, state: from } = await lockQuestion(tx, { sessionId, questionId });
    if (from === to) return { question: row, before: from };
    // Out of another question it comes by being taken out of it.
    if (from === 'merged' || !canMoveQuestion(from, to)) throw appError('wrong_state');

    const at = clock.now();
    await tx.question.update({
      where: { id: questionId },
      data: { state: toDbName(to), ...(to === 'hidden' || to === 'dismissed' ? { pinnedAt: null } : {}) },
      select: { id: true },
    });
    if (from === 'answering') await closeAnswering(tx, { questionId, at });
    if (to === 'answering') await openAnswering(tx, { questionId, at });
    if (to === 'answered') await makeNews(tx, questionId);
    await writeAudit(tx, {
      actorId: personId,
      action: `question.${to}`,
      seriesId,
      sessionId,
      details: { questionId, from },
    });
    return toChange(tx, { questionId, before: from });
  });
}

/** A written answer; writing again replaces it. */
export async function answerQuestion({
  db,
  clock,
  sessionId,
  seriesId,
  personId,
  questionId,
  answer,
}: StaffAct & { clock: Clock; questionId: string; answer: string }): Promise<QuestionChange> {
  return db.$transaction(async (tx) =>
    publishAnswer(tx, { clock, sessionId, seriesId, personId, questionId, answer }),
  );
}

/** In the transaction of the act: from here on the answer is there for everybody who may see the question. */
export async function publishAnswer(
  tx: Db,
  {
    clock,
    sessionId,
    seriesId,
    personId,
    questionId,
    answer,
  }: Omit<StaffAct, 'db'> & { clock: Clock; questionId: string; answer: string },
): Promise<QuestionChange> {
  const { state: from } = await lockQuestion(tx, { sessionId, questionId });
  if (from !== 'answered' && !canMoveQuestion(from, 'answered')) throw appError('wrong_state');
  const at = clock.now();
  await tx.question.update({
    where: { id: questionId },
    data: { answer, answeredById: personId, answeredAt: at, state: 'ANSWERED', draft: null },
    select: { id: true },
  });
  if (from === 'answering') await closeAnswering(tx, { questionId, at });
  await makeNews(tx, questionId);
  await writeAudit(tx, {
    actorId: personId,
    action: 'question.answered',
    seriesId,
    sessionId,
    details: { questionId, from },
  });
  return toChange(tx, { questionId, before: from });
}

export async function pinQuestion({
  db,
  clock,
  sessionId,
  seriesId,
  personId,
  questionId,
  pinned,
}: StaffAct & { clock: Clock; questionId: string; pinned: boolean }): Promise<QuestionChange> {
  return db.$transaction(async (tx) => {
    const { row, state: from } = await lockQuestion(tx, { sessionId, questionId });
    // Pinning shows it to everybody above all others: only what everybody may see.
    if (pinned && !isQuestionPublic(from)) throw appError('wrong_state');
    if (pinned === (row.pinnedAt !== null)) return { question: row, before: from };
    await tx.question.update({
      where: { id: questionId },
      data: { pinnedAt: pinned ? clock.now() : null },
      select: { id: true },
    });
    await writeAudit(tx, {
      actorId: personId,
      action: pinned ? 'question.pinned' : 'question.unpinned',
      seriesId,
      sessionId,
      details: { questionId },
    });
    return toChange(tx, { questionId, before: from });
  });
}

/** One's own questions, whose answers one has read. */
export async function seeAnswers({
  db,
  clock,
  sessionId,
  personId,
  questionIds,
}: Act & { clock: Clock; questionIds: readonly string[] }): Promise<void> {
  await db.question.updateMany({
    where: { id: { in: [...questionIds] }, sessionId, authorId: personId, seenAt: null },
    data: { seenAt: clock.now() },
  });
}
