import { Chunk } from '../chunk.tsx';

const load = () => import('./room-chat.tsx');

/** The class's chat, fetched when it is first looked at. */
export function ChatChunk() {
  return <Chunk load={load}>{({ RoomChat }) => <RoomChat />}</Chunk>;
}
