import { Chunk } from '../chunk.tsx';
import { useFacts, useRoom } from '../room-context.ts';

const load = () => import('#client/features/captions/caption-dialog.tsx');

/** The dialog of captions in its room. */
export function CaptionDialogPlace({ onClose }: { onClose: () => void }) {
  const { captions } = useRoom();
  const { session } = useFacts();
  return (
    <Chunk load={load} isQuiet>
      {({ CaptionDialog }) => (
        <CaptionDialog
          sessionId={session.sessionId}
          timeZone={session.timeZone}
          captions={captions.state}
          onClose={onClose}
        />
      )}
    </Chunk>
  );
}
