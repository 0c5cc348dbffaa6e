import type { Room } from '#server/features/live/room.ts';
import { isQuestionPublic } from '#shared/features/questions.ts';
import { toQuestionDto, toStaffQuestionDto } from './questions.mapper.ts';
import type { QuestionChange } from './questions.service.ts';

/** Tells each audience what it may know: staff all, learners what is public, the asker their own. */
export function tellQuestion(room: Room, { question, before }: QuestionChange): void {
  const dto = toQuestionDto(question);
  room.tellStaff('question:staff_changed', { question: toStaffQuestionDto(question) });
  if (isQuestionPublic(dto.state)) {
    room.tellLearners('question:changed', { question: dto });
  } else if (before && isQuestionPublic(before)) {
    room.tellLearners('question:removed', { questionId: dto.questionId });
  }
  room.tellPerson(question.authorId, 'question:own_changed', { question: dto });
}
