import type { Prisma } from '#prisma/generated/client.ts';
import { toWireName } from '#server/core/enum-names.ts';
import { toWrittenTime } from '#server/core/written-time.ts';
import {
  isQuestionPublic,
  type OwnQuestionDto,
  type QuestionDto,
  type QuestionRecordDto,
  type StaffQuestionDto,
} from '#shared/features/questions.ts';

/** What every reader of a question needs beside its row. */
export const withNames = {
  author: { select: { name: true } },
  answeredBy: { select: { name: true } },
  assignee: { select: { name: true } },
  answerings: { select: { startedAt: true, endedAt: true }, orderBy: { startedAt: 'asc' } },
} satisfies Prisma.QuestionInclude;

/** And for the pages about questions: where it was asked. */
export const withPlace = {
  ...withNames,
  session: { select: { title: true } },
  topic: { select: { title: true } },
} satisfies Prisma.QuestionInclude;

export type QuestionRow = Prisma.QuestionGetPayload<{ include: typeof withNames }>;
export type QuestionRecordRow = Prisma.QuestionGetPayload<{ include: typeof withPlace }>;

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
    ...toAnswer(row),
  };
}

/** For its asker; `root` is the question that it lives on in. */
export function toOwnQuestionDto(row: QuestionRow, root: QuestionRow | undefined): OwnQuestionDto {
  const shown = root && isQuestionPublic(toWireName(root.state)) ? root : undefined;
  const followed = row.state === 'MERGED' ? shown : row;
  return {
    ...toQuestionDto(row),
    mergedInto: shown
      ? {
          questionId: shown.id,
          body: shown.body,
          state: toWireName(shown.state),
          votes: shown.voteCount,
          ...toAnswer(shown),
        }
      : null,
    isNews: followed?.state === 'ANSWERED' && row.seenAt === null,
  };
}

export function toStaffQuestionDto(row: QuestionRow): StaffQuestionDto {
  return {
    ...toQuestionDto(row),
    authorName: row.author.name,
    askerId: row.authorId,
    askerName: row.author.name,
    anonymous: row.anonymous,
    assigneeId: row.assigneeId,
    assigneeName: row.assignee?.name ?? null,
    mergedIntoId: row.mergedIntoId,
    draft: row.draft,
    dueOn: row.dueOn?.toISOString().slice(0, 10) ?? null,
    onPage: row.onPage,
  };
}

export function toQuestionRecordDto(row: QuestionRecordRow): QuestionRecordDto {
  return {
    ...toStaffQuestionDto(row),
    sessionId: row.sessionId,
    sessionTitle: row.session.title,
    topicTitle: row.topic?.title ?? null,
  };
}

function toAnswer(
  row: QuestionRow,
): Pick<QuestionDto, 'answer' | 'answeredByName' | 'answeredAt' | 'answerings'> {
  return {
    answer: row.answer,
    answeredByName: row.answeredBy?.name ?? null,
    answeredAt: row.answeredAt?.toISOString() ?? null,
    answerings: row.answerings.map(({ startedAt, endedAt }) => ({
      startedAt: startedAt.toISOString(),
      endedAt: endedAt?.toISOString() ?? null,
    })),
  };
}
