import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listMaterials } from '#client/features/materials/materials.store.ts';
import { QuestionPanel } from '#client/features/questions/question-panel.tsx';
import { useStore } from '#client/lib/store.ts';
import { type Tab, Tabs } from '#client/ui/tabs.tsx';
import { ChatChunk } from '../chat/chat-chunk.tsx';
import { Chunk } from '../chunk.tsx';
import { useArrival } from '../parts/use-arrival.ts';
import { useFacts, useRoom } from '../room-context.ts';
import { fetchAhead } from './fetch-ahead.ts';
import { LeadNotice } from './lead-notice.tsx';
import { LearnerControls } from './learner-controls.tsx';
import { PollPlace } from './poll-place.tsx';
import { RoomHeader } from './room-header.tsx';
import styles from './room-layout.module.css';
import { RungNews } from './rung-news.tsx';
import { Stage } from './stage.tsx';

const loadMaterials = () => import('#client/features/materials/material-list.tsx');
const loadInfo = () => import('./info-panel.tsx');
/** Nobody asks for it, so it asks again by itself. */
const loadCheck = (): Promise<typeof import('./check-place.tsx')> =>
  import('./check-place.tsx').catch(async () => {
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    return loadCheck();
  });

type PanelId = 'questions' | 'chat' | 'materials' | 'info';

/** A learner's class: the stage, and under the thumb what goes with it. */
export function LearnerRoom({ onLeave }: { onLeave: () => void }) {
  const { t } = useTranslation('room');
  const main = useArrival<HTMLElement>();
  const [isSettled, setSettled] = useState(false);
  useEffect(() => fetchAhead(() => setSettled(true)), []);
  return (
    <div className={styles.room}>
      <RungNews />
      <RoomHeader onLeave={onLeave} />
      <main className={styles.stage} ref={main} tabIndex={-1}>
        <Stage controls={(stage) => <LearnerControls {...stage} />} />
        <LeadNotice />
      </main>
      <aside className={styles.panel} aria-label={t('panel.label')}>
        <div className={styles.stack}>
          {isSettled && (
            <Chunk load={loadCheck} isQuiet>
              {({ CheckPlace }) => <CheckPlace />}
            </Chunk>
          )}
          <PollPlace />
          <Panels />
        </div>
      </aside>
    </div>
  );
}

/** Apart from the stage, which need not be drawn again for each message that is counted here. */
function Panels() {
  const { t } = useTranslation('room');
  const { chat } = useRoom();
  const unread = useStore(chat.state, ({ channels }) => channels.class.unread);
  const [selected, setSelected] = useState<PanelId>('questions');
  const tabs: Tab<PanelId>[] = [
    { id: 'questions', label: t('panel.questions'), icon: 'question', panel: <Questions /> },
    { id: 'chat', label: t('panel.chat'), icon: 'chat', count: unread, panel: <ChatChunk /> },
    { id: 'materials', label: t('panel.materials'), icon: 'file', panel: <Materials /> },
    { id: 'info', label: t('panel.info'), icon: 'info', panel: <Info /> },
  ];
  return <Tabs label={t('panel.label')} tabs={tabs} selected={selected} onSelect={setSelected} fill />;
}

function Info() {
  return <Chunk load={loadInfo}>{({ InfoPanel }) => <InfoPanel />}</Chunk>;
}

function Questions() {
  const room = useRoom();
  const { session } = useFacts();
  const connection = useStore(room.connection.state);
  const writes = useStore(room.outbox.writes);
  return (
    <QuestionPanel
      questions={room.questions.state}
      pending={writes.filter((write) => write.kind === 'ask')}
      timeZone={session.timeZone}
      startedAt={session.startedAt}
      isHolding={session.holdQuestions}
      isLocked={session.lockedFeatures.includes('questions')}
      isOnline={connection.name === 'live'}
      onAsk={({ body, anonymous }) => room.ask(body, anonymous)}
      onVote={(questionId, voted) => room.vote(questionId, voted)}
      onDiscard={(writeId) => room.outbox.discard(writeId)}
    />
  );
}

function Materials() {
  const room = useRoom();
  const { session } = useFacts();
  const materials = useStore(room.materials.state);
  const { led } = useStore(room.slides.state);
  const topicIds = session.topics.map(({ topicId }) => topicId);
  return (
    <div className={styles.padded}>
      <Chunk load={loadMaterials}>
        {({ MaterialList }) => (
          <MaterialList
            materials={listMaterials(materials, topicIds)}
            shownId={led?.materialId}
            onRead={({ materialId }) => {
              const page = led?.materialId === materialId ? led.page : 1;
              room.slides.leafTo({ materialId, page });
            }}
          />
        )}
      </Chunk>
    </div>
  );
}
