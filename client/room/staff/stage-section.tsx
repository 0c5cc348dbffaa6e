import { StagePanel } from '#client/features/stage/stage-panel.tsx';
import { useStore } from '#client/lib/store.ts';
import { can } from '#shared/roles.ts';
import { gatherPeople } from '../live/arrange-stage.ts';
import { useFacts, useRoom } from '../room-context.ts';
import { useStageActs } from './use-stage-acts.ts';

/** Hands and stage, first on staff's list of people. */
export function StageSection() {
  const room = useRoom();
  const { session, you } = useFacts();
  const publications = useStore(room.media.publications);
  const acts = useStageActs();
  const { speakers } = useStore(room.stage.state);
  const heard = new Set<string>();
  const staffOnAir = gatherPeople([...publications.values()], []).filter(
    ({ personId }) => personId !== you.personId && !speakers.some((speaker) => speaker.personId === personId),
  );
  for (const { personId, source, paused } of publications.values()) {
    if (source === 'microphone' && !paused) heard.add(personId);
  }
  return (
    <StagePanel
      stage={room.stage.state}
      acts={acts}
      heard={heard}
      staffOnAir={staffOnAir}
      maySilenceStaff={can(you.role, 'stage.silence_staff')}
      areHandsLocked={session.lockedFeatures.includes('hands')}
      isLive={session.state === 'live'}
      nowMs={room.clock.nowMs}
    />
  );
}
