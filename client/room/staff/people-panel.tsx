import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AttendancePanel } from '#client/features/attendance/attendance-panel.tsx';
import { ExclusionList } from '#client/features/order/exclusion-list.tsx';
import { addOrderWords } from '#client/features/order/order-words.ts';
import { PeopleList } from '#client/features/order/people-list.tsx';
import { useAct } from '#client/features/order/use-act.ts';
import { WaitingList } from '#client/features/order/waiting-list.tsx';
import { useStore } from '#client/lib/store.ts';
import type { MenuItem } from '#client/ui/menu.tsx';
import { RadioGroup } from '#client/ui/radio-group.tsx';
import type { PersonHereDto } from '#shared/features/order.ts';
import { useFacts, useRoom } from '../room-context.ts';
import { CheckSection } from './check-section.tsx';
import styles from './people-panel.module.css';
import { attendanceOf, orderOf } from './staff-parts.ts';
import { StageSection } from './stage-section.tsx';
import { useStageActs } from './use-stage-acts.ts';

type View = 'here' | 'attendance';

addOrderWords();

/** Hands and stage; who waits at the door; who is here and what can be done with each; and the attendance of all. */
export function PeoplePanel() {
  const { t } = useTranslation(['order', 'room', 'room-stage']);
  const room = useRoom();
  const { session, you } = useFacts();
  const order = useStore(orderOf(room).state);
  const { members } = useStore(room.stage.state);
  const publications = useStore(room.media.publications);
  const stageActs = useStageActs();
  const act = useAct();
  const [view, setView] = useState<View>('here');
  const { sessionId, timeZone } = session;
  if (!order) return null;

  function stageActsFor({ personId, role }: PersonHereDto): MenuItem[] {
    const isOnTheWay = members.some((member) => member.personId === personId);
    if (role !== 'learner' || session.state !== 'live' || isOnTheWay) return [];
    return [
      {
        label: t('room-stage:staff.invite'),
        icon: 'microphone',
        onSelect: () => act(() => stageActs.invite(personId)),
      },
    ];
  }

  return (
    <>
      <StageSection />
      <CheckSection />
      <div className={styles.panel}>
        <WaitingList waiting={order.waiting} sessionId={sessionId} nowMs={room.clock.nowMs} />
        <RadioGroup
          legend={t('people.view')}
          hideLegend
          layout="row"
          value={view}
          onChange={setView}
          options={[
            { value: 'here', label: t('people.here') },
            { value: 'attendance', label: t('people.attendance') },
          ]}
        />
        {view === 'here' && (
          <>
            <PeopleList
              people={order.people}
              sessionId={sessionId}
              timeZone={timeZone}
              you={you}
              onStageIds={new Set([...publications.values()].map(({ personId }) => personId))}
              roleNames={(role) => t(`room:role.${role}`)}
              actsFor={stageActsFor}
            />
            <ExclusionList exclusions={order.exclusions} sessionId={sessionId} timeZone={timeZone} />
          </>
        )}
      </div>
      {view === 'attendance' && (
        <AttendancePanel attendance={attendanceOf(room).state} session={session} nowMs={room.clock.nowMs} />
      )}
    </>
  );
}
