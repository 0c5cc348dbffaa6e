import { PollDesk } from '#client/features/polls/poll-desk.tsx';
import { TimerDesk } from '#client/features/timer/timer-desk.tsx';
import { http } from '#client/lib/http.ts';
import { newId } from '#client/lib/new-id.ts';
import { useStore } from '#client/lib/store.ts';
import { isRoomOpen } from '#shared/session-lifecycle.ts';
import { useFacts, useRoom } from '../room-context.ts';
import styles from './questions-panel.module.css';

/** Asking the whole class, and its clock. */
export function PollsPanel() {
  const room = useRoom();
  const { session } = useFacts();
  const { staffPolls } = useStore(room.polls.state);
  const timer = useStore(room.timer.state);
  const { sessionId } = session;
  const { request } = room.connection;
  const take = ({ poll }: { poll: Parameters<typeof room.polls.takeStaffPoll>[0] }) =>
    room.polls.takeStaffPoll(poll);
  const takeTimer = ({ timer: next }: { timer: Parameters<typeof room.timer.take>[0] }) =>
    room.timer.take(next);

  return (
    <div className={styles.panel}>
      <PollDesk
        polls={[...staffPolls.values()]}
        isRoomOpen={isRoomOpen(session.state)}
        acts={{
          create: async (body) =>
            take(await http('POST /api/sessions/:sessionId/polls', { params: { sessionId }, body })),
          change: async (pollId, form) =>
            take(await http('PUT /api/polls/:pollId', { params: { pollId }, body: { form } })),
          remove: async (pollId) => {
            await http('DELETE /api/polls/:pollId', { params: { pollId } });
            room.polls.removeStaffPoll(pollId);
          },
          move: async (pollId, to) =>
            take(await http('POST /api/polls/:pollId/move', { params: { pollId }, body: { to } })),
          show: async (pollId, shown) =>
            take(await http('PUT /api/polls/:pollId/results', { params: { pollId }, body: { shown } })),
          hideWord: async (pollId, word, hidden) =>
            take(
              await http('PUT /api/polls/:pollId/hidden-words', {
                params: { pollId },
                body: { word, hidden },
              }),
            ),
        }}
      />
      <TimerDesk
        timer={timer}
        nowMs={room.clock.nowMs}
        isLive={session.state === 'live'}
        onStart={async (seconds, label) =>
          takeTimer(await request('timer:start', { clientId: newId(), seconds, label }))
        }
        onPause={async (timerId, paused) => takeTimer(await request('timer:pause', { timerId, paused }))}
        onExtend={async (timerId, seconds) => takeTimer(await request('timer:extend', { timerId, seconds }))}
        onStop={async (timerId) => takeTimer(await request('timer:stop', { timerId }))}
      />
    </div>
  );
}
