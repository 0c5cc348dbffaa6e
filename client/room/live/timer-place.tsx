import { useState } from 'react';
import { useStore } from '#client/lib/store.ts';
import { Chunk } from '../chunk.tsx';
import { useRoom } from '../room-context.ts';

const loadChip = () => import('#client/features/timer/timer-chip.tsx');

/** The countdown on the stage; fetched with the first one, and kept, so that it can say when the next begins. */
export function TimerPlace() {
  const room = useRoom();
  const timer = useStore(room.timer.state);
  const [wasNeeded, setWasNeeded] = useState(false);
  if (timer && !wasNeeded) setWasNeeded(true);
  if (!timer && !wasNeeded) return null;
  return (
    <Chunk load={loadChip} isQuiet>
      {({ TimerChip }) => <TimerChip timer={timer} nowMs={room.clock.nowMs} />}
    </Chunk>
  );
}
