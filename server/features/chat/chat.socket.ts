import type { AppContext } from '#server/core/context.ts';
import type { Live } from '#server/features/live/live.ts';
import type { Room } from '#server/features/live/room.ts';
import { isStaff } from '#shared/roles.ts';
import { toChatMessageDto, toStaffChatMessageDto } from './chat.mapper.ts';
import { tellDeleted, tellSent, tellStaffChanged } from './chat.news.ts';
import { readLearnersPage, readStaffPage } from './chat.queries.ts';
import { type AskFromChat, deleteChat, sendChat, turnIntoQuestion } from './chat.service.ts';

/** A question made of a message, and how the room is told of it. Given by `app.ts`, for features of one step do not meet. */
export interface AskedFromChat {
  questionId: string;
  tell(room: Room): void;
}

/** Each request: act in one transaction, tell the room, answer. */
export function registerChatSocket(
  { db, clock }: AppContext,
  { sockets }: Live,
  ask: AskFromChat<AskedFromChat>,
): void {
  sockets.serve('chat:send', async ({ input, member: { peer, role, room } }) => {
    const { sessionId } = room;
    const by = { db, clock, sessionId, personId: peer.personId, role: peer.role };
    const { message, repeated } = await sendChat({ ...by, ...input, channel: 'class', answersId: null });
    if (!repeated) tellSent(room, message);
    return { message: isStaff(role) ? toStaffChatMessageDto(message) : toChatMessageDto(message) };
  });

  sockets.serve('chat:answer', async ({ input, member: { peer, room } }) => {
    const { messageId: answersId, ...written } = input;
    const { sessionId } = room;
    const by = { db, clock, sessionId, personId: peer.personId, role: peer.role };
    const { message, repeated } = await sendChat({ ...by, ...written, channel: 'class', answersId });
    if (!repeated) tellSent(room, message);
    return { message: toStaffChatMessageDto(message) };
  });

  sockets.serve('staff_chat:send', async ({ input, member: { peer, room } }) => {
    const { sessionId } = room;
    const by = { db, clock, sessionId, personId: peer.personId, role: peer.role };
    const { message, repeated } = await sendChat({ ...by, ...input, channel: 'staff', answersId: null });
    if (!repeated) tellSent(room, message);
    return { message: toStaffChatMessageDto(message) };
  });

  sockets.serve('chat:delete', async ({ input: { messageId }, member: { peer, room } }) => {
    const { sessionId, seriesId } = room;
    const by = { db, clock, sessionId, seriesId, personId: peer.personId, role: peer.role };
    const { message, changed } = await deleteChat({ ...by, messageId });
    if (changed) tellDeleted(room, message);
    return { messageId };
  });

  sockets.serve('chat:turn_into_question', async ({ input: { messageId }, member: { peer, room } }) => {
    const { sessionId, seriesId } = room;
    const by = { db, sessionId, seriesId, personId: peer.personId };
    const { message, asked } = await turnIntoQuestion({ ...by, messageId, ask });
    if (asked) {
      asked.tell(room);
      tellStaffChanged(room, message);
    }
    return { message: toStaffChatMessageDto(message) };
  });

  sockets.serve('chat:earlier', async ({ input: { before }, member: { peer, role, room } }) => {
    const reader = { sessionId: room.sessionId, personId: peer.personId, before };
    const page = isStaff(role)
      ? await readStaffPage(db, 'class', reader)
      : await readLearnersPage(db, reader);
    return { page };
  });

  sockets.serve('staff_chat:earlier', async ({ input: { before }, member: { peer, room } }) => {
    const reader = { sessionId: room.sessionId, personId: peer.personId, before };
    return { page: await readStaffPage(db, 'staff', reader) };
  });
}
