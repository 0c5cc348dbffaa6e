import { createContext, useContext } from 'react';
import { useStore } from '#client/lib/store.ts';
import type { RoomClient, RoomFacts } from './room-client.ts';

export const RoomContext = createContext<RoomClient | null>(null);

export function useRoom(): RoomClient {
  const room = useContext(RoomContext);
  if (!room) throw new Error('useRoom outside a room');
  return room;
}

/** Only inside what is drawn after the first join. */
export function useFacts(): RoomFacts {
  const facts = useStore(useRoom().facts);
  if (!facts) throw new Error('useFacts before the first join');
  return facts;
}
