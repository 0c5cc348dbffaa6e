import { AttendancePanel } from '#client/features/attendance/attendance-panel.tsx';
import { useFacts, useRoom } from '../room-context.ts';
import { StageSection } from './stage-section.tsx';

export function PeoplePanel() {
  const room = useRoom();
  const { session } = useFacts();
  return (
    <>
      <StageSection />
      <AttendancePanel attendance={room.attendance.state} session={session} nowMs={room.clock.nowMs} />
    </>
  );
}
