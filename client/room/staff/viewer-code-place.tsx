import i18next from 'i18next';
import { useEffect, useState } from 'react';
import { ViewerCodeOverlay } from '#client/features/viewer-codes/viewer-code-overlay.tsx';
import { http } from '#client/lib/http.ts';
import { words } from '#client/words/viewer-codes.vi.ts';
import type { OpenViewerCode } from '#shared/features/viewer-codes.ts';
import { useFacts, useRoom } from '../room-context.ts';

i18next.addResourceBundle('vi', 'viewer-codes', words);

/** A code is open for minutes; a picture that carries it some seconds late loses nothing. */
const ASK_EVERY_MS = 5_000;

/** The code for viewers elsewhere over the stage of those who run the room: what captures their page carries it into its picture. */
export function ViewerCodePlace() {
  const room = useRoom();
  const { session } = useFacts();
  const { sessionId, state } = session;
  const [open, setOpen] = useState<OpenViewerCode | null>(null);

  useEffect(() => {
    if (state !== 'live') return setOpen(null);
    const ask = () => {
      http('GET /api/sessions/:sessionId/viewer-codes/open', { params: { sessionId } }).then(
        (answer) => setOpen(answer.open),
        // The next time will do.
        () => {},
      );
    };
    ask();
    const timer = setInterval(ask, ASK_EVERY_MS);
    return () => clearInterval(timer);
  }, [sessionId, state]);

  if (!open) return null;
  return (
    <ViewerCodeOverlay
      letters={open.letters}
      closesAtMs={Date.parse(open.closesAt)}
      address={`${location.origin}/t/${session.code}`}
      nowMs={room.clock.nowMs}
    />
  );
}
