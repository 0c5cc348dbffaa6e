import { useEffect, useState } from 'react';
import { useStore } from '#client/lib/store.ts';
import { prepareDevice } from '#client/media/prepared-device.ts';
import type { StageAudio } from '#client/media/stage-audio.ts';
import type { YouDto } from '#shared/features/enrolment.ts';
import { isStaff } from '#shared/roles.ts';
import { isOver } from '#shared/session-lifecycle.ts';
import { Chunk } from '../chunk.tsx';
import type { DoorPlate } from '../entry/entrance.ts';
import { RoomClient } from '../room-client.ts';
import { RoomContext } from '../room-context.ts';
import { ConnectionBar } from './connection-bar.tsx';
import { ClosedScreen, ConnectingScreen, RefusedScreen } from './connection-screens.tsx';
import { doorYou } from './door-you.ts';
import { exposeStats } from './expose-stats.ts';
import { LearnerRoom } from './learner-room.tsx';
import { RoomNews } from './room-news.tsx';
import { rememberedChoice } from './rung-choice.ts';
import { StaffRoomChunk } from './staff-room-chunk.tsx';

const loadAtDoor = () => import('./at-door-screen.tsx');
const loadWaiting = () => import('./waiting-room.tsx');
const loadEnd = () => import('../after/end-screen.tsx');

export interface RoomScreenProps {
  code: string;
  audio: StageAudio;
  door: DoorPlate & { you: YouDto };
  onLeave: () => void;
}

/** Before anybody has entered: one who has no WebRTC is told later, where it matters. */
export function prepareRoom(): void {
  prepareDevice().catch(() => {});
}

/** Behind the door: one connection for as long as the person stays, and the screen that fits the session's state. */
export function RoomScreen({ code, audio, door, onLeave }: RoomScreenProps) {
  const [room] = useState(() => new RoomClient({ code, audio }));

  useEffect(() => {
    doorYou.set(door.you);
    const hideStats = exposeStats(room);
    // Staff run the room and see what learners see, whatever they chose as learners.
    room.network.choose(isStaff(door.you.role) ? 'full' : rememberedChoice());
    room.start();
    return () => {
      room.leave();
      hideStats();
    };
  }, [room, door.you]);

  return (
    <RoomContext.Provider value={room}>
      <Screen room={room} door={door} onLeave={onLeave} />
    </RoomContext.Provider>
  );
}

function Screen({
  room,
  door,
  onLeave,
}: {
  room: RoomClient;
  door: RoomScreenProps['door'];
  onLeave: () => void;
}) {
  const connection = useStore(room.connection.state);
  const facts = useStore(room.facts);

  if (connection.name === 'refused') return <RefusedScreen error={connection.error} onLeave={onLeave} />;
  if (connection.name === 'closed') {
    return (
      <ClosedScreen reason={connection.reason} onRejoin={() => room.connection.restart()} onLeave={onLeave} />
    );
  }
  if (connection.name === 'waiting') {
    return (
      <Chunk load={loadAtDoor}>
        {({ AtDoorScreen }) => <AtDoorScreen door={door} waiting={connection} onLeave={onLeave} />}
      </Chunk>
    );
  }
  if (!facts) return <ConnectingScreen door={door} />;

  const { session, you } = facts;
  return (
    <>
      <ConnectionBar />
      <RoomNews />
      {isOver(session.state) ? (
        <Chunk load={loadEnd}>{({ EndScreen }) => <EndScreen />}</Chunk>
      ) : isStaff(you.role) ? (
        <StaffRoomChunk onLeave={onLeave} />
      ) : session.state === 'live' ? (
        <LearnerRoom onLeave={onLeave} />
      ) : (
        <Chunk load={loadWaiting}>{({ WaitingRoom }) => <WaitingRoom onLeave={onLeave} />}</Chunk>
      )}
    </>
  );
}
