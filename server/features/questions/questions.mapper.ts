import type { Prisma } from '#prisma/generated/client.ts';
import { toWireName } from '#server/core/enum-names.ts';
import { toWrittenTime } from '#server/core/written-time.ts';
import type { QuestionDto, StaffQuestionDto } from '#shared/features/questions.ts';

/** What every reader of a question needs beside its row. */
export const withNames = {
  session: { select: { seriesId: true } },
  author: { select: { name: true } },
  answeredBy: { select: { name: true } },
} satisfies Prisma.QuestionInclude;

export type QuestionRow = Prisma.QuestionGetPayload<{ include: typeof withNames }>;

/** For learners: whoever asked without a name has none here. */
export function toQuestionDto(row: QuestionRow): QuestionDto {
  return {
    questionId: row.id,
    body: row.body,
    authorName: row.anonymous ? null : row.author.name,
    state: toWireName(row.state),
    topicId: row.topicId,
    votes: row.voteCount,
    pinned: row.pinnedAt !== null,
    askedAt: row.askedAt.toISOString(),
    written: toWrittenTime(row),
    answer: row.answer,
    answeredByName: row.answeredBy?.name ?? null,
    answeredAt: row.answeredAt?.toISOString() ?? null,
  };
}

export function toStaffQuestionDto(row: QuestionRow): StaffQuestionDto {
  return {
    ...toQuestionDto(row),
    authorName: row.author.name,
    askerId: row.authorId,
    askerName: row.author.name,
    anonymous: row.anonymous,
  };
}
