import type { ReactNode } from 'react';
import { ChatPanel } from '#client/features/chat/chat-panel.tsx';
import { useStore } from '#client/lib/store.ts';
import type { ChatChannel } from '#shared/chat-channels.ts';
import { useFacts, useRoom } from '../room-context.ts';

export interface RoomChatProps {
  channel?: ChatChannel;
  head?: ReactNode;
}

/** One channel of the room's chat, with what this page may do in it. */
export function RoomChat({ channel = 'class', head }: RoomChatProps) {
  const room = useRoom();
  const { session } = useFacts();
  const writes = useStore(room.outbox.writes);
  const { isStaff } = room;
  const { request } = room.connection;

  return (
    <ChatPanel
      key={channel}
      store={room.chat}
      channel={channel}
      pending={writes.filter((write) => write.kind === 'chat')}
      timeZone={session.timeZone}
      nowMs={room.clock.nowMs}
      isForStaff={isStaff}
      isLocked={!isStaff && session.lockedFeatures.includes('chat')}
      slowModeSeconds={isStaff ? 0 : session.slowModeSeconds}
      head={head}
      onSay={(say) => room.say({ channel, ...say })}
      onDelete={async (messageId) => {
        await request('chat:delete', { messageId });
        if (!isStaff) room.chat.remove(messageId);
      }}
      onAsk={async (messageId) => {
        const { message } = await request('chat:turn_into_question', { messageId });
        room.chat.take('class', message);
      }}
      onEarlier={async (before) => {
        const name = channel === 'staff' ? 'staff_chat:earlier' : 'chat:earlier';
        const { page } = await request(name, { before });
        room.chat.takeEarlier(channel, page);
      }}
      onDiscard={(writeId) => room.outbox.discard(writeId)}
    />
  );
}
