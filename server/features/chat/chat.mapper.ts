import type { Prisma } from '#prisma/generated/client.ts';
import { toWireName } from '#server/core/enum-names.ts';
import { toWrittenTime } from '#server/core/written-time.ts';
import type { ChatMessageDto, StaffChatMessageDto } from '#shared/features/chat.ts';
import { roomRole } from '#shared/features/enrolment.ts';

/** What every reader of a message needs beside its row. */
export const withNames = {
  author: { select: { name: true } },
  deletedBy: { select: { name: true } },
} satisfies Prisma.ChatMessageInclude;

export type ChatRow = Prisma.ChatMessageGetPayload<{ include: typeof withNames }>;

export function toChatMessageDto(row: ChatRow): ChatMessageDto {
  return {
    messageId: row.id,
    place: Number(row.place),
    answersId: row.answersId,
    authorName: row.author.name,
    authorRole: roomRole.parse(row.authorRole),
    body: row.body,
    sentAt: row.sentAt.toISOString(),
    written: toWrittenTime(row),
  };
}

export function toStaffChatMessageDto(row: ChatRow): StaffChatMessageDto {
  return {
    ...toChatMessageDto(row),
    channel: toWireName(row.channel),
    authorId: row.authorId,
    deletedByName: row.deletedAt ? (row.deletedBy?.name ?? row.author.name) : null,
    questionId: row.questionId,
  };
}
