import type { PrismaClient } from '#prisma/generated/client.ts';
import type { Clock } from '#server/core/clock.ts';
import { toDbName, toWireName } from '#server/core/enum-names.ts';
import { toWrittenColumns } from '#server/core/written-time.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { assertUnlocked } from '#server/features/catalog/room-settings.service.ts';
import { appError } from '#shared/errors.ts';
import { canMoveQuestion, type QuestionState } from '#shared/features/questions.ts';
import { limits } from '#shared/limits.ts';
import type { Role } from '#shared/roles.ts';
import { isRoomOpen } from '#shared/session-lifecycle.ts';
import type { WrittenAgo } from '#shared/written-time.ts';
import { type QuestionRow, withNames } from './questions.mapper.ts';

interface Act {
  db: PrismaClient;
  sessionId: string;
  personId: string;
}

/** A question and the state it had before the act, so that the teller knows what changed for whom. */
export interface QuestionChange {
  question: QuestionRow;
  before: QuestionState | undefined;
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
    if (known) {
      if (known.body !== body || known.sessionId !== sessionId) throw appError('conflict');
      return { question: known, before: toWireName(known.state), repeated: true };
    }
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
    await tx.question.createMany({
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
    return { question, before: undefined, repeated: false };
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
    const question = await tx.question.findFirst({
      where: { id: questionId, sessionId },
      select: { authorId: true, state: true, askedAt: true },
    });
    // What is held or hidden looks as if it did not exist.
    if (!question || !['OPEN', 'ANSWERING', 'ANSWERED'].includes(question.state)) throw appError('not_found');
    if (question.authorId === personId) throw appError('not_allowed');
    const arrivedAt = clock.now();
    const written = toWrittenColumns(writtenAgo, { arrivedAt, since: question.askedAt });
    const { count } = voted
      ? await tx.questionVote.createMany({
          data: { questionId, personId, votedAt: arrivedAt, ...written },
          skipDuplicates: true,
        })
      : await tx.questionVote.deleteMany({ where: { questionId, personId } });
    // Counted where the row is locked, so that two votes at once are two.
    const { voteCount } = await tx.question.update({
      where: { id: questionId },
      data: { voteCount: { increment: voted ? count : -count } },
      select: { voteCount: true },
    });
    return { votes: voteCount, changed: count > 0 };
  });
}

/** Moves a question along its table of states. Asking for the state it is in already changes nothing. */
export async function moveQuestion({
  db,
  sessionId,
  personId,
  questionId,
  to,
}: Act & { questionId: string; to: QuestionState }): Promise<QuestionChange> {
  return db.$transaction(async (tx) => {
    const before = await getInSession(tx, questionId, sessionId);
    const from = toWireName(before.state);
    if (from === to) return { question: before, before: from };
    if (!canMoveQuestion(from, to)) throw appError('wrong_state');
    // Only from the state that was read: of two moderators at once, the second is told.
    const { count } = await tx.question.updateMany({
      where: { id: questionId, state: before.state },
      data: { state: toDbName(to), ...(to === 'hidden' || to === 'dismissed' ? { pinnedAt: null } : {}) },
    });
    if (count === 0) throw appError('wrong_state');
    await writeAudit(tx, {
      actorId: personId,
      action: `question.${to}`,
      seriesId: before.session.seriesId,
      sessionId,
      details: { questionId, from },
    });
    return { question: await getInSession(tx, questionId, sessionId), before: from };
  });
}

/** A written answer; writing again replaces it. */
export async function answerQuestion({
  db,
  clock,
  sessionId,
  personId,
  questionId,
  answer,
}: Act & { clock: Clock; questionId: string; answer: string }): Promise<QuestionChange> {
  return db.$transaction(async (tx) => {
    const before = await getInSession(tx, questionId, sessionId);
    const from = toWireName(before.state);
    if (from !== 'answered' && !canMoveQuestion(from, 'answered')) throw appError('wrong_state');
    await tx.question.update({
      where: { id: questionId },
      data: { answer, answeredById: personId, answeredAt: clock.now(), state: 'ANSWERED' },
    });
    await writeAudit(tx, {
      actorId: personId,
      action: 'question.answered',
      seriesId: before.session.seriesId,
      sessionId,
      details: { questionId, from },
    });
    return { question: await getInSession(tx, questionId, sessionId), before: from };
  });
}

export async function pinQuestion({
  db,
  clock,
  sessionId,
  personId,
  questionId,
  pinned,
}: Act & { clock: Clock; questionId: string; pinned: boolean }): Promise<QuestionChange> {
  return db.$transaction(async (tx) => {
    const before = await getInSession(tx, questionId, sessionId);
    const from = toWireName(before.state);
    // Pinning shows it to everybody above all others: only what everybody may see.
    if (pinned && from !== 'open' && from !== 'answering' && from !== 'answered')
      throw appError('wrong_state');
    if (pinned === (before.pinnedAt !== null)) return { question: before, before: from };
    await tx.question.update({ where: { id: questionId }, data: { pinnedAt: pinned ? clock.now() : null } });
    await writeAudit(tx, {
      actorId: personId,
      action: pinned ? 'question.pinned' : 'question.unpinned',
      seriesId: before.session.seriesId,
      sessionId,
      details: { questionId },
    });
    return { question: await getInSession(tx, questionId, sessionId), before: from };
  });
}

async function getInSession(
  tx: Pick<PrismaClient, 'question'>,
  questionId: string,
  sessionId: string,
): Promise<QuestionRow> {
  const row = await tx.question.findFirst({ where: { id: questionId, sessionId }, include: withNames });
  if (!row) throw appError('not_found');
  return row;
}
