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
    retract(room, question.id, root?.id ?? null);
  }
  room.tellPerson(question.authorId, 'question:own_changed', { question: toOwnQuestionDto(question, root) });
  for (const follower of followers) {
    const own = toOwnQuestionDto(follower, root ?? question);
    room.tellPerson(follower.authorId, 'question:own_changed', { question: own });
  }
}

/** Gone for learners who are here, and for those who come back: what is kept for them loses its words as well. */
function retract(room: Room, questionId: string, mergedIntoId: string | null): void {
  const gone = ['question:removed', { questionId, mergedIntoId }] as const;
  room.retractFromLearners('question:changed', ({ question }) =>
    question.questionId === questionId ? [...gone] : undefined,
  );
  // Whoever's question was merged into it has its words too.
  room.retractFromLearners('question:own_changed', ({ question }) =>
    question.mergedInto?.questionId === questionId
      ? ['question:own_changed', { question: { ...question, mergedInto: null } }]
      : undefined,
  );
  room.tellLearners(...gone);
}

/** The one that goes first, so that no page has both at once. */
export function tellMerge(room: Room, { source, into }: Merge): void {
  // What was merged into it before is told with the one it is in now.
  tellQuestion(room, { ...source, followers: [] });
  tellQuestion(room, into);
}
