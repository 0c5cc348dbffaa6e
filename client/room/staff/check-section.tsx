import { CheckDesk } from '#client/features/presence-checks/check-desk.tsx';
import { WordNotice } from '#client/features/presence-checks/word-notice.tsx';
import { newId } from '#client/lib/new-id.ts';
import { useStore } from '#client/lib/store.ts';
import { checksOf } from '../late-parts.ts';
import { useFacts, useRoom } from '../room-context.ts';

/** Presence checks among those who are here. */
export function CheckSection() {
  const room = useRoom();
  const { session } = useFacts();
  const checks = checksOf(room);
  const { desk } = useStore(checks.state);
  const { request } = room.connection;
  if (!desk || session.state !== 'live') return null;
  return (
    <CheckDesk
      desk={desk}
      sessionId={session.sessionId}
      timeZone={session.timeZone}
      isTopicRunning={session.runningTopicId !== null}
      nowMs={room.clock.nowMs}
      acts={{
        ask: async (kind) => checks.takeDesk((await request('check:ask', { clientId: newId(), kind })).desk),
        close: async (checkId) => checks.takeDesk((await request('check:close', { checkId })).desk),
        hold: async (until) =>
          checks.takeDesk((await request('check:hold', { until: until?.toISOString() ?? null })).desk),
      }}
    />
  );
}

/** The word of the check that is open, for whoever reads it out. */
export function CheckWord() {
  const room = useRoom();
  const { desk } = useStore(checksOf(room).state);
  const open = desk?.checks.find(({ closedAt, word }) => closedAt === null && word !== null);
  return open ? <WordNotice check={open} nowMs={room.clock.nowMs} /> : null;
}
