import type { AppContext } from '#server/core/context.ts';
import type { Live, Member } from '#server/features/live/live.ts';
import { assignQuestion } from './assign.service.ts';
import { mergeQuestion, unmergeQuestion } from './merge.service.ts';
import { toOwnQuestionDto, toStaffQuestionDto } from './questions.mapper.ts';
import { tellMerge, tellQuestion } from './questions.news.ts';
import {
  answerQuestion,
  askQuestion,
  moveQuestion,
  pinQuestion,
  seeAnswers,
  voteQuestion,
} from './questions.service.ts';

/** Each request: act in one transaction, tell the room, answer. */
export function registerQuestionsSocket({ db, clock }: AppContext, { sockets }: Live): void {
  const actOf = ({ peer, room: { sessionId, seriesId } }: Member) => {
    return { db, clock, sessionId, seriesId, personId: peer.personId };
  };

  sockets.serve('question:ask', async ({ input, member }) => {
    const { role, room } = member;
    const change = await askQuestion({ ...actOf(member), role, ...input });
    if (!change.repeated) tellQuestion(room, change);
    return { question: toOwnQuestionDto(change.question, change.root) };
  });

  sockets.serve('question:vote', async ({ input, member }) => {
    const { questionId, voted } = input;
    const { votes, changed } = await voteQuestion({ ...actOf(member), ...input });
    if (changed) member.room.tellEverybody('question:voted', { questionId, votes });
    return { questionId, votes, voted };
  });

  sockets.serve('question:move', async ({ input, member }) => {
    const change = await moveQuestion({ ...actOf(member), ...input });
    tellQuestion(member.room, change);
    return { question: toStaffQuestionDto(change.question) };
  });

  sockets.serve('question:answer', async ({ input, member }) => {
    const change = await answerQuestion({ ...actOf(member), ...input });
    tellQuestion(member.room, change);
    return { question: toStaffQuestionDto(change.question) };
  });

  sockets.serve('question:pin', async ({ input, member }) => {
    const change = await pinQuestion({ ...actOf(member), ...input });
    tellQuestion(member.room, change);
    return { question: toStaffQuestionDto(change.question) };
  });

  sockets.serve('question:merge', async ({ input, member }) => {
    const merge = await mergeQuestion({ ...actOf(member), ...input });
    if (merge.changed) tellMerge(member.room, merge);
    return {
      question: toStaffQuestionDto(merge.source.question),
      into: toStaffQuestionDto(merge.into.question),
    };
  });

  sockets.serve('question:unmerge', async ({ input, member }) => {
    const { question, left, changed } = await unmergeQuestion({ ...actOf(member), ...input });
    if (changed) for (const change of [question, ...left]) tellQuestion(member.room, change);
    return { question: toStaffQuestionDto(question.question) };
  });

  sockets.serve('question:assign', async ({ input, member }) => {
    const change = await assignQuestion({ ...actOf(member), ...input });
    tellQuestion(member.room, change);
    return { question: toStaffQuestionDto(change.question) };
  });

  sockets.serve('question:see_answers', async ({ input, member }) => {
    await seeAnswers({ ...actOf(member), ...input });
    return {};
  });
}
