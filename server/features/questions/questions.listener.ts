import type { AppContext } from '#server/core/context.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import type { Live } from '#server/features/live/live.ts';
import { closeAnswering } from './answerings.ts';
import { type QuestionChange, toChange } from './question-change.ts';
import { lockQuestions, makeNews } from './question-family.ts';
import { tellQuestion } from './questions.news.ts';

/** What is being answered when a session ends has been answered: its mark on the timeline ends with the session. */
export function listenForQuestions({ db, events }: AppContext, { rooms }: Live): void {
  events.on('session.moved', async ({ sessionId, seriesId, to, at }) => {
    if (to !== 'ended') return;
    const changes = await db.$transaction(async (tx) => {
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
    const room = rooms.find(sessionId);
    if (room) for (const change of changes) tellQuestion(room, change);
  });
}
