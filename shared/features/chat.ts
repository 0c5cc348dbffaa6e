import { z } from 'zod';
import { chatChannels } from '../chat-channels.ts';
import { defineNews, defineRequest } from '../contract.ts';
import { clientId, id, isoTime, paragraph } from '../fields.ts';
import { limits } from '../limits.ts';
import { writtenAgo, writtenTime } from '../written-time.ts';
import { roomRole } from './enrolment.ts';

/** What every learner receives. Whoever writes says their name by it; who they are beyond that stays here. */
export const chatMessageDto = z.object({
  messageId: id,
  /** The order in which the server took them, over both channels: only comparing means anything. */
  place: z.number().int(),
  /** The message that this one answers; answers are not answered. */
  answersId: id.nullable(),
  authorName: z.string(),
  /** What the author was at that time. */
  authorRole: roomRole,
  body: z.string(),
  sentAt: isoTime,
  written: writtenTime,
});
export type ChatMessageDto = z.infer<typeof chatMessageDto>;

/** What staff receive beside it: also what was deleted, for abuse must not vanish by its author's hand. */
export const staffChatMessageDto = chatMessageDto.extend({
  channel: z.enum(chatChannels),
  authorId: id,
  deletedByName: z.string().nullable(),
  /** The question that was made of it. */
  questionId: id.nullable(),
});
export type StaffChatMessageDto = z.infer<typeof staffChatMessageDto>;

/** Messages with their answers, the earliest first, and whether there are earlier ones. */
const chatPageDto = z.object({
  messages: z.array(chatMessageDto),
  hasEarlier: z.boolean(),
  /** Which of them the reader wrote. */
  ownIds: z.array(id),
});
export type ChatPageDto = z.infer<typeof chatPageDto>;

const staffChatPageDto = chatPageDto.extend({ messages: z.array(staffChatMessageDto) });
export type StaffChatPageDto = z.infer<typeof staffChatPageDto>;

export const chatForLearner = z.object({ class: chatPageDto });
export const chatForStaff = z.object({ class: staffChatPageDto, staff: staffChatPageDto });

const written = { clientId, body: paragraph(limits.chatMessageMax, 1), writtenAgo: writtenAgo.optional() };
const sentMessage = z.object({ message: z.union([staffChatMessageDto, chatMessageDto]) });

export const sendChat = defineRequest({
  name: 'chat:send',
  may: 'chat.write',
  rate: 'chat',
  input: z.strictObject(written),
  output: sentMessage,
});

/** In a thread under somebody's message. */
export const answerChat = defineRequest({
  name: 'chat:answer',
  may: 'chat.moderate',
  rate: 'chat',
  input: z.strictObject({ ...written, messageId: id }),
  output: z.object({ message: staffChatMessageDto }),
});

/** Among staff alone. A request of its own, so that the channel is no word of the payload's. */
export const sendStaffChat = defineRequest({
  name: 'staff_chat:send',
  may: 'staff_chat.use',
  rate: 'chat',
  input: z.strictObject(written),
  output: z.object({ message: staffChatMessageDto }),
});

/** One's own; staff may delete any. A repeat changes nothing. */
export const deleteChat = defineRequest({
  name: 'chat:delete',
  may: 'chat.write',
  rate: 'write',
  input: z.strictObject({ messageId: id }),
  output: z.object({ messageId: id }),
});

/** Puts a learner's message among the questions, with its author and its time. A repeat changes nothing. */
export const turnChatIntoQuestion = defineRequest({
  name: 'chat:turn_into_question',
  may: 'question.moderate',
  rate: 'write',
  input: z.strictObject({ messageId: id }),
  output: z.object({ message: staffChatMessageDto }),
});

const before = z.strictObject({ before: z.number().int().positive() });

export const readEarlierChat = defineRequest({
  name: 'chat:earlier',
  may: 'room.join',
  rate: 'read',
  input: before,
  output: z.object({ page: z.union([staffChatPageDto, chatPageDto]) }),
});

export const readEarlierStaffChat = defineRequest({
  name: 'staff_chat:earlier',
  may: 'staff_chat.use',
  rate: 'read',
  input: before,
  output: z.object({ page: staffChatPageDto }),
});

/** To learners. */
export const chatSent = defineNews('chat:sent', z.object({ message: chatMessageDto }));
/** To learners: this message is gone, and its answers with it. */
export const chatRemoved = defineNews('chat:removed', z.object({ messageId: id }));
/** To staff: this message of either channel is there and looks like this now. */
export const chatStaffChanged = defineNews('chat:staff_changed', z.object({ message: staffChatMessageDto }));
