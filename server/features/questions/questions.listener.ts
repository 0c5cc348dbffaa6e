import type { PrismaClient } from '#prisma/generated/client.ts';
import type { AppContext } from '#server/core/context.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import type { Live } from '#server/features/live/live.ts';
import { closeAnswering } from './answerings.ts';
import { type QuestionChange, toChange } from './question-change.ts';
import { lockQuestions, makeNews } from './question-family.ts';
import { tellQuestion } from './questions.news.ts';

interface Ended {
  sessionId: string;
  seriesId: string;
  at: Date;
}

/** What is being answered when a session ends has been answered: its mark on the timeline ends with the session. */
export function listenForQuestions({ db, events }: AppContext, { rooms }: Live): void {
  events.on('session.moved', async ({ sessionId, seriesId, to, at }) => {
    if (to !== 'ended') return;
    const changes = await endAnswering(db, { sessionId, seriesId, at });
    const room = rooms.find(sessionId);
    if (room) for (const change of changes) tellQuestion(room, change);
  });
}

/** A server that died between the end of a session and the end of what was being answered in it. */
export async function endWhatWasLeft(db: PrismaClient): Promise<void> {
  const sessions = await db.session.findMany({
    where: { state: { in: ['ENDED', 'ARCHIVED'] }, questions: { some: { state: 'ANSWERING' } } },
    select: { id: true, seriesId: true, endedAt: true },
  });
  for (const { id: sessionId, seriesId, endedAt } of sessions) {
    if (endedAt) await endAnswering(db, { sessionId, seriesId, at: endedAt });
  }
}

async function endAnswering(db: PrismaClient, { sessionId, seriesId, at }: Ended): Promise<QuestionChange[]> {
  return db.$transaction(async (tx) => {
    const open = await tx.question.findMany({
      where: { sessionId, state: 'ANSWERING' },
      select: { id: true },
    });
    const rows = await lockQuestions(tx, { sessionId, questionIds: open.map(({ id }) => id) });
    const changed: QuestionChange[] = [];
    for (const { id: questionId, state } of rows.values()) {
      if (state !== 'ANSWERING') continue;
      await tx.question.update({
        where: { id: questionId },
        data: { state: 'ANSWERED' },
        select: { id: true },
      });
      await closeAnswering(tx, { questionId, at });
      await makeNews(tx, questionId);
      await writeAudit(tx, {
        actorId: null,
        action: 'question.answered',
        seriesId,
        sessionId,
        details: { questionId, from: 'answering' },
      });
      changed.push(await toChange(tx, { questionId, before: 'answering' }));
    }
    return changed;
  });
}
