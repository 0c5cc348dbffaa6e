import type { AppContext } from '#server/core/context.ts';
import type { Live } from '#server/features/live/live.ts';
import { chatPart } from './chat.queries.ts';
import type { AskFromChat } from './chat.service.ts';
import { type AskedFromChat, registerChatSocket } from './chat.socket.ts';

/** The chat feature: the class's chat, and staff's own beside it. */
export function registerChat(
  context: AppContext,
  live: Live,
  { askFromChat }: { askFromChat: AskFromChat<AskedFromChat> },
): void {
  registerChatSocket(context, live, askFromChat);
  live.snapshots.addForMany('chat', chatPart(context.db));
}
