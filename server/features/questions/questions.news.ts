import type { Room } from '#server/features/live/room.ts';
import { isQuestionPublic } from '#shared/features/questions.ts';
import type { Merge } from './merge.service.ts';
import type { QuestionChange } from './question-change.ts';
import { toOwnQuestionDto, toQuestionDto, toStaffQuestionDto } from './questions.mapper.ts';

/** Tells each audience what it may know: staff all, learners what is public, the askers their own. */
export function tellQuestion(room: Room, { question, before, root, followers = [] }: QuestionChange): void {
  const dto = toQuestionDto(question);
  room.tellStaff('question:staff_changed', { question: toStaffQuestionDto(question) });
  if (isQuestionPublic(dto.state)) {
    room.tellLearners('question:changed', { question: dto });
  } else if (before && isQuestionPublic(before)) {
    const mergedIntoId = root?.id ?? null;
    room.tellLearners('question:removed', { questionId: dto.questionId, mergedIntoId });
  }
  room.tellPerson(question.authorId, 'question:own_changed', { question: toOwnQuestionDto(question, root) });
  for (const follower of followers) {
    const own = toOwnQuestionDto(follower, root ?? question);
    room.tellPerson(follower.authorId, 'question:own_changed', { question: own });
  }
}

/** The one that goes first, so that no page has both at once. */
export function tellMerge(room: Room, { source, into }: Merge): void {
  // What was merged into it before is told with the one it is in now.
  tellQuestion(room, { ...source, followers: [] });
  tellQuestion(room, into);
}
