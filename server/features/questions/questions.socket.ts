import type { AppContext } from '#server/core/context.ts';
import type { Live } from '#server/features/live/live.ts';
import { toQuestionDto, toStaffQuestionDto } from './questions.mapper.ts';
import { tellQuestion } from './questions.news.ts';
import { answerQuestion, askQuestion, moveQuestion, pinQuestion, voteQuestion } from './questions.service.ts';

/** Each request: act in one transaction, tell the room, answer. */
export function registerQuestionsSocket({ db, clock }: AppContext, { sockets }: Live): void {
  sockets.serve('question:ask', async ({ input, member: { peer, role, room } }) => {
    const { sessionId } = room;
    const change = await askQuestion({ db, clock, sessionId, personId: peer.personId, role, ...input });
    if (!change.repeated) tellQuestion(room, change);
    return { question: toQuestionDto(change.question) };
  });

  sockets.serve('question:vote', async ({ input, member: { peer, room } }) => {
    const { questionId, voted } = input;
    const { sessionId } = room;
    const { votes, changed } = await voteQuestion({
      db,
      clock,
      sessionId,
      personId: peer.personId,
      ...input,
    });
    if (changed) room.tellEverybody('question:voted', { questionId, votes });
    return { questionId, votes, voted };
  });

  sockets.serve('question:move', async ({ input, member: { peer, room } }) => {
    const change = await moveQuestion({ db, sessionId: room.sessionId, personId: peer.personId, ...input });
    tellQuestion(room, change);
    return { question: toStaffQuestionDto(change.question) };
  });

  sockets.serve('question:answer', async ({ input, member: { peer, room } }) => {
    const change = await answerQuestion({
      db,
      clock,
      sessionId: room.sessionId,
      personId: peer.personId,
      ...input,
    });
    tellQuestion(room, change);
    return { question: toStaffQuestionDto(change.question) };
  });

  sockets.serve('question:pin', async ({ input, member: { peer, room } }) => {
    const change = await pinQuestion({
      db,
      clock,
      sessionId: room.sessionId,
      personId: peer.personId,
      ...input,
    });
    tellQuestion(room, change);
    return { question: toStaffQuestionDto(change.question) };
  });
}
