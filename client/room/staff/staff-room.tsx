import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keepFocus } from '#client/lib/keep-focus.ts';
import { useStore } from '#client/lib/store.ts';
import { type Tab, Tabs } from '#client/ui/tabs.tsx';
import { can } from '#shared/roles.ts';
import { Chunk } from '../chunk.tsx';
import headerStyles from '../live/room-header.module.css';
import { LearnerCount, LeaveButton, NetworkSign } from '../live/room-header.tsx';
import styles from '../live/room-layout.module.css';
import { Notice, Stage } from '../live/stage.tsx';
import { SessionStatePill } from '../parts/session-state-pill.tsx';
import { useFacts, useRoom } from '../room-context.ts';
import { AirNotices } from './air-notices.tsx';
import { CheckWord } from './check-section.tsx';
import { ClassMeter } from './class-meter.tsx';
import { DoorBell } from './door-bell.tsx';
import { HandBell } from './hand-bell.tsx';
import { LeadBar } from './lead-bar.tsx';
import { MoveButton } from './move-button.tsx';
import { PeoplePanel } from './people-panel.tsx';
import { PollsPanel } from './polls-panel.tsx';
import { QuestionsPanel } from './questions-panel.tsx';
import { SessionPanel } from './session-panel.tsx';
import { SlidesPanel } from './slides-panel.tsx';
import { StaffChatPanel } from './staff-chat-panel.tsx';
import { StaffControls } from './staff-controls.tsx';
import { attendanceOf, orderOf } from './staff-parts.ts';
import { addStaffWords } from './staff-words.ts';
import { Studio } from './studio.ts';
import { TakeOver } from './take-over.tsx';
import { useLeading } from './use-leading.ts';
import { ViewerCodePlace } from './viewer-code-place.tsx';

type PanelId = 'questions' | 'chat' | 'people' | 'polls' | 'slides' | 'session';

addStaffWords();

const loadCaptionDesk = () => import('./caption-desk-place.tsx');

/** The room as those who run it see it: the stage as learners see it, and everything at hand. */
export function StaffRoom({ onLeave }: { onLeave: () => void }) {
  const { t } = useTranslation(['room-staff', 'room']);
  const room = useRoom();
  const { session, seriesTitle, you } = useFacts();
  const [studio] = useState(() => new Studio(room));
  const [selected, setSelected] = useState<PanelId>(session.state === 'live' ? 'questions' : 'session');
  const [isCaptioning, setIsCaptioning] = useState(false);
  // From here on it grows, whatever panel is looked at.
  attendanceOf(room);
  const leading = useLeading();
  const toDo = useStore(room.questions.state, ({ shared }) => {
    let count = 0;
    for (const { state } of shared.values()) if (state === 'held' || state === 'open') count += 1;
    return count;
  });
  const unread = useStore(room.chat.state, ({ channels }) => channels.class.unread + channels.staff.unread);
  const handsUp = useStore(room.stage.state, ({ hands }) => hands.length);
  const waiting = useStore(orderOf(room).state, (order) => order?.waiting.count ?? 0);
  const mayPublish = can(you.role, 'media.publish');

  useEffect(keepFocus, []);
  useEffect(() => () => studio.close(), [studio]);

  const showPeople = useCallback(() => setSelected('people'), []);

  const tabs: Tab<PanelId>[] = [
    {
      id: 'questions',
      label: t('panel.questions'),
      icon: 'question',
      count: toDo,
      panel: <QuestionsPanel />,
    },
    { id: 'chat', label: t('panel.chat'), icon: 'chat', count: unread, panel: <StaffChatPanel /> },
    {
      id: 'people',
      label: t('panel.people'),
      icon: 'people',
      count: handsUp + waiting,
      panel: <PeoplePanel />,
    },
    { id: 'polls', label: t('panel.polls'), icon: 'chart', panel: <PollsPanel /> },
    { id: 'slides', label: t('panel.slides'), icon: 'slide', panel: <SlidesPanel leading={leading} /> },
    { id: 'session', label: t('panel.session'), icon: 'settings', panel: <SessionPanel studio={studio} /> },
  ];

  return (
    <div className={styles.room} data-staff>
      <DoorBell isSeen={selected === 'people'} onLook={showPeople} />
      <HandBell />
      <header className={headerStyles.header}>
        <div className={headerStyles.texts}>
          <h1 className={headerStyles.title}>{session.title}</h1>
          <p className={headerStyles.now}>
            {session.topics.find(({ topicId }) => topicId === session.runningTopicId)?.title ??
              (session.state === 'live' ? t('room:info.break') : seriesTitle)}
          </p>
        </div>
        <div className={headerStyles.state}>
          <SessionStatePill state={session.state} />
          <LearnerCount />
          <NetworkSign />
        </div>
        <ClassMeter studio={studio} />
        {/* Before it is live the panel has the same button, larger: one of a kind at a time. */}
        {can(you.role, 'session.run') && (session.state === 'live' || selected !== 'session') && (
          <MoveButton studio={studio} isCompact />
        )}
        <LeaveButton onLeave={onLeave} />
      </header>
      <main className={styles.stage}>
        <Stage
          controls={(stage) => (
            <StaffControls
              {...stage}
              studio={studio}
              mayPublish={mayPublish}
              isCaptioning={isCaptioning}
              onCaption={() => setIsCaptioning(!isCaptioning)}
            />
          )}
          empty={
            mayPublish ? (
              <Notice icon="camera" title={t('air.nobody')}>
                {t('air.nobodyText')}
              </Notice>
            ) : undefined
          }
          slideBar={<LeadBar leading={leading} />}
          wrapsControls
        />
        <CheckWord />
        {mayPublish && <AirNotices studio={studio} />}
        <TakeOver studio={studio} />
        <ViewerCodePlace />
      </main>
      {isCaptioning && (
        <aside className={styles.desk} aria-label={t('captions.desk')}>
          <Chunk load={loadCaptionDesk}>
            {({ CaptionDeskPlace }) => <CaptionDeskPlace onClose={() => setIsCaptioning(false)} />}
          </Chunk>
        </aside>
      )}
      {/* Kept while the desk has its place: whoever comes back finds it as it was. */}
      <aside className={styles.panel} aria-label={t('room:panel.label')} hidden={isCaptioning}>
        <Tabs label={t('room:panel.label')} tabs={tabs} selected={selected} onSelect={setSelected} fill />
      </aside>
    </div>
  );
}
