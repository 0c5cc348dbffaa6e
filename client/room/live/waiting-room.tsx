import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MaterialList } from '#client/features/materials/material-list.tsx';
import { MaterialReader } from '#client/features/materials/material-reader.tsx';
import { listMaterials } from '#client/features/materials/materials.store.ts';
import { useStore } from '#client/lib/store.ts';
import { useFormat } from '#client/lib/use-format.ts';
import { playChime } from '#client/media/chime.ts';
import { Button } from '#client/ui/button.tsx';
import { Icon } from '#client/ui/icon.tsx';
import { Section } from '#client/ui/section.tsx';
import { addAroundWords } from '#client/words/add-around-words.ts';
import type { MaterialDto } from '#shared/features/materials.ts';
import { HallLink } from '../parts/hall-link.tsx';
import { PersonalLink } from '../parts/personal-link-field.tsx';
import { Programme } from '../parts/programme.tsx';
import { SessionStatePill } from '../parts/session-state-pill.tsx';
import { ShareButton } from '../parts/share-button.tsx';
import { StartsIn } from '../parts/starts-in.tsx';
import { useArrival } from '../parts/use-arrival.ts';
import { WhereFrom } from '../parts/where-from.tsx';
import { useFacts, useRoom } from '../room-context.ts';
import { doorYou } from './door-you.ts';
import { PollPlace } from './poll-place.tsx';
import { LeaveButton } from './room-header.tsx';
import styles from './waiting-room.module.css';

addAroundWords();

/** Before the start: nothing to do but be sure that it will work. The class takes its place by itself. */
export function WaitingRoom({ onLeave }: { onLeave: () => void }) {
  const { t } = useTranslation(['room-around', 'room']);
  const room = useRoom();
  const main = useArrival<HTMLElement>();
  const { session, seriesTitle } = useFacts();
  const presence = useStore(room.presence);
  const materials = useStore(room.materials.state);
  const token = useStore(doorYou)?.linkToken;
  const [read, setRead] = useState<MaterialDto>();
  const f = useFormat(session.timeZone);
  const topicIds = session.topics.map(({ topicId }) => topicId);

  return (
    <main className={styles.page} ref={main} tabIndex={-1}>
      <div className={styles.head}>
        <div className={styles.bar}>
          <p className={styles.eyebrow}>{seriesTitle}</p>
          <LeaveButton onLeave={onLeave} />
        </div>
        <h1 className={styles.title}>{session.title}</h1>
        <p className={styles.when}>
          {f.weekdayDate(session.plannedStartsAt)},{' '}
          {f.timeRange(session.plannedStartsAt, session.plannedEndsAt)} ({f.place()})
        </p>
      </div>
      <section className={styles.now} aria-label={t('waiting.title')}>
        <p className={styles.state}>
          <SessionStatePill state={session.state} />
          <span className={styles.present} data-testid="learner-count" data-count={presence.learners}>
            <Icon name="people" size={18} />
            {t('waiting.present', { count: presence.learners })}
          </span>
        </p>
        <p className={styles.countdown} role="timer">
          <StartsIn session={session} nowMs={room.clock.nowMs} />
        </p>
        <p role="status">{t(session.state === 'lobby' ? 'waiting.lobby' : 'waiting.scheduled')}</p>
        <div className={styles.sound}>
          <Button icon="sound" onClick={() => playChime()}>
            {t('waiting.checkSound')}
          </Button>
          <p className={styles.soft}>{t('waiting.checkSoundText')}</p>
        </div>
      </section>
      <PollPlace />
      <WhereFrom />
      <Section title={t('waiting.programme')}>
        <Programme session={session} />
      </Section>
      {materials.size > 0 && (
        <Section title={t('waiting.materials')} lead={t('waiting.materialsText')}>
          <MaterialList materials={listMaterials(materials, topicIds)} onRead={setRead} />
        </Section>
      )}
      {token && (
        <Section title={t('room:link.title')}>
          <PersonalLink token={token} />
        </Section>
      )}
      <HallLink />
      <div>
        <ShareButton />
      </div>
      {read && <MaterialReader material={read} onClose={() => setRead(undefined)} />}
    </main>
  );
}
