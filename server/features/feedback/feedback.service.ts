import type { SessionState as DbSessionState, PrismaClient } from '#prisma/generated/client.ts';
import type { Clock } from '#server/core/clock.ts';
import type { Db } from '#server/core/context.ts';
import { toWireName } from '#server/core/enum-names.ts';
import { toWrittenColumns } from '#server/core/written-time.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { lockSession } from '#server/features/catalog/catalog.locks.ts';
import { appError } from '#shared/errors.ts';
import {
  type FeedbackAnswers,
  type FeedbackFormDto,
  type FeedbackQuestion,
  type FeedbackResultDto,
  feedbackAnswers,
} from '#shared/features/feedback.ts';
import type { WrittenAgo } from '#shared/written-time.ts';
import { checkAnswers } from './check-answers.ts';
import { assertOnlyReworded, isSameForm } from './check-rewording.ts';
import { toFeedbackResultDto } from './feedback.mapper.ts';
import { collectAnswers, countAttended, getForm } from './feedback.queries.ts';

interface Act {
  db: PrismaClient;
  sessionId: string;
  personId: string;
}

export interface FormForStaff {
  questions: FeedbackQuestion[];
  answerCount: number;
}

/** The form as a learner gets it, with what they have answered so far. */
export async function readOwnFeedback({ db, sessionId, personId }: Act): Promise<FeedbackFormDto> {
  const session = await db.session.findUniqueOrThrow({
    where: { id: sessionId },
    select: { state: true, series: { select: { archivedAt: true } } },
  });
  const { questions } = await getForm(db, sessionId);
  const own = await db.feedbackAnswer.findUnique({
    where: { sessionId_personId: { sessionId, personId } },
    select: { answers: true },
  });
  return {
    questions,
    open: isOpen({ state: session.state, archivedAt: session.series.archivedAt }),
    answers: own && feedbackAnswers.parse(own.answers),
  };
}

/** One person's answers, keyed by session and person: sending again replaces. */
export async function sendFeedback({
  db,
  clock,
  sessionId,
  personId,
  answers,
  writtenAgo,
}: Act & { clock: Clock; answers: FeedbackAnswers; writtenAgo?: WrittenAgo | undefined }): Promise<void> {
  await db.$transaction(async (tx) => {
    const { endedAt } = await assertOpen(tx, sessionId);
    const { questions, isStored } = await getForm(tx, sessionId);
    const checked = checkAnswers(questions, answers);
    // From the first answer on, what was asked stands beside what was answered.
    if (!isStored) {
      await tx.feedbackForm.createMany({ data: { sessionId, questions }, skipDuplicates: true });
    }
    const submittedAt = clock.now();
    const written = toWrittenColumns(writtenAgo, { arrivedAt: submittedAt, since: endedAt });
    const answer = { answers: checked, submittedAt, ...written };
    await tx.feedbackAnswer.upsert({
      where: { sessionId_personId: { sessionId, personId } },
      create: { sessionId, personId, ...answer },
      update: answer,
      select: { sessionId: true },
    });
  });
}

export async function readForm(db: Db, sessionId: string): Promise<FormForStaff> {
  const { questions } = await getForm(db, sessionId);
  return { questions, answerCount: await db.feedbackAnswer.count({ where: { sessionId } }) };
}

/** Freely until the first answer, then only the words. The same form again changes nothing. */
export async function changeForm({
  db,
  sessionId,
  seriesId,
  personId,
  questions,
}: Act & { seriesId: string; questions: FeedbackQuestion[] }): Promise<FormForStaff> {
  return db.$transaction(async (tx) => {
    // Nobody's first answer can come in between the count and the change.
    const { state } = await lockSession(tx, sessionId);
    if (state === 'archived') throw appError('wrong_state');
    const { questions: before, answerCount } = await readForm(tx, sessionId);
    if (answerCount > 0) assertOnlyReworded(before, questions);
    if (isSameForm(before, questions)) return { questions: before, answerCount };

    await tx.feedbackForm.upsert({
      where: { sessionId },
      create: { sessionId, questions },
      update: { questions },
      select: { sessionId: true },
    });
    await writeAudit(tx, {
      actorId: personId,
      action: 'feedback_form.changed',
      seriesId,
      sessionId,
      details: { questions: questions.length, answers: answerCount },
    });
    return { questions, answerCount };
  });
}

export interface FeedbackResults {
  responses: number;
  attended: number;
  lastAt: string | null;
  results: FeedbackResultDto[];
}

export async function readResults(db: Db, sessionId: string): Promise<FeedbackResults> {
  const { questions } = await getForm(db, sessionId);
  const sent = await db.feedbackAnswer.aggregate({
    where: { sessionId },
    _count: true,
    _max: { submittedAt: true },
  });
  const collected = await collectAnswers(db, sessionId);
  return {
    responses: sent._count,
    attended: await countAttended(db, sessionId),
    lastAt: sent._max.submittedAt?.toISOString() ?? null,
    results: questions.map((question) => toFeedbackResultDto(question, collected)),
  };
}

interface FeedbackDoor {
  state: DbSessionState;
  endedAt: Date | null;
  /** Of the series. */
  archivedAt: Date | null;
}

/** From the session's end until it, or its series, is archived. */
function isOpen({ state, archivedAt }: Pick<FeedbackDoor, 'state' | 'archivedAt'>): boolean {
  return toWireName(state) === 'ended' && !archivedAt;
}

/** Held together with other senders until the transaction ends: whoever archives the session or changes its form waits, or is waited for. */
async function assertOpen(tx: Db, sessionId: string): Promise<FeedbackDoor> {
  const [door] = await tx.$queryRaw<FeedbackDoor[]>`
    SELECT session."state"::text AS "state", session."endedAt", series."archivedAt"
    FROM "Session" session JOIN "Series" series ON series."id" = session."seriesId"
    WHERE session."id" = ${sessionId}::uuid
    FOR SHARE`;
  if (!door) throw appError('not_found');
  if (!isOpen(door)) throw appError('wrong_state');
  return door;
}
