import type { Room } from '#server/features/live/room.ts';
import { type ChatRow, toChatMessageDto, toStaffChatMessageDto } from './chat.mapper.ts';

/** A new message: what staff say among themselves goes to staff alone. */
export function tellSent(room: Room, message: ChatRow): void {
  tellStaffChanged(room, message);
  if (message.channel === 'CLASS') room.tellLearners('chat:sent', { message: toChatMessageDto(message) });
}

/** Something about it that staff alone see. */
export function tellStaffChanged(room: Room, message: ChatRow): void {
  room.tellStaff('chat:staff_changed', { message: toStaffChatMessageDto(message) });
}

/**
 * Gone for learners at once: those who are here are told, and what is kept for those who come back loses the words, of the
 * message and of the answers that stood under it.
 */
export function tellDeleted(room: Room, message: ChatRow): void {
  tellStaffChanged(room, message);
  if (message.channel !== 'CLASS') return;
  const isGone = (id: string | null): boolean => id === message.id;
  room.retractFromLearners('chat:sent', ({ message: { messageId, answersId } }) =>
    isGone(messageId) || isGone(answersId) ? ['chat:removed', { messageId }] : undefined,
  );
  room.tellLearners('chat:removed', { messageId: message.id }, { urgent: true });
}
