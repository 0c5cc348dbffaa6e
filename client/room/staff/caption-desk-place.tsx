import { CaptionDesk } from '#client/features/captions/caption-desk.tsx';
import { useStore } from '#client/lib/store.ts';
import { useFacts, useRoom } from '../room-context.ts';

/** The desk in its room: what is said there goes out by the room's outbox. */
export function CaptionDeskPlace({ onClose }: { onClose: () => void }) {
  const room = useRoom();
  const { session } = useFacts();
  const waiting = useStore(
    room.outbox.writes,
    (writes) => writes.filter(({ kind, state }) => kind === 'caption' && state === 'waiting').length,
  );
  return (
    <CaptionDesk
      sessionId={session.sessionId}
      timeZone={session.timeZone}
      captions={room.captions.state}
      request={room.connection.request}
      onSay={(caption) => room.outbox.put('caption', caption)}
      waiting={waiting}
      onClose={onClose}
    />
  );
}
