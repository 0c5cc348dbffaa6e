import { Chunk } from '../chunk.tsx';

const load = () => import('../staff/staff-room.tsx');

/** Staff's part of the page, which learners never fetch. */
export function StaffRoomChunk({ onLeave }: { onLeave: () => void }) {
  return <Chunk load={load}>{({ StaffRoom }) => <StaffRoom onLeave={onLeave} />}</Chunk>;
}
