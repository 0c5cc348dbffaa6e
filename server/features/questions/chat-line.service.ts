import type { Db } from '#server/core/context.ts';
import type { Room } from '#server/features/live/room.ts';
import { withNames } from './questions.mapper.ts';
import { tellQuestion } from './questions.news.ts';

export interface ChatLine {
  /** Becomes the question's client-made id: a line is asked once. */
  messageId: string;
  sessionId: string;
  authorId: string;
  body: string;
  writtenAt: Date;
}

/**
 * Asks what a learner wrote in the chat, in the learner's name, at the learner's time, and in the topic that ran then. Staff chose it,
 * so it waits for no approval. To be called in the transaction of the act that chose it.
 */
export async function askFromChat(
  tx: Db,
  { messageId, sessionId, authorId, body, writtenAt }: ChatLine,
): Promise<{ questionId: string; tell(room: Room): void }> {
  const topic = await tx.topicWindow.findFirst({
    where: {
      sessionId,
      startedAt: { lte: writtenAt },
      OR: [{ endedAt: null }, { endedAt: { gt: writtenAt } }],
    },
    orderBy: { startedAt: 'desc' },
    select: { topicId: true },
  });
  const question = await tx.question.create({
    data: {
      sessionId,
      authorId,
      clientId: messageId,
      topicId: topic?.topicId ?? null,
      body,
      anonymous: false,
      state: 'OPEN',
      askedAt: writtenAt,
    },
    include: withNames,
  });
  return {
    questionId: question.id,
    tell: (room) => tellQuestion(room, { question, before: undefined }),
  };
}
