import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '#client/lib/store.ts';
import { Button } from '#client/ui/button.tsx';
import { Dialog } from '#client/ui/dialog.tsx';
import { Icon } from '#client/ui/icon.tsx';
import { SessionStatePill } from '../parts/session-state-pill.tsx';
import { useFacts, useRoom } from '../room-context.ts';
import styles from './room-header.module.css';

/** One line: what this is, how it is going, and the way out. */
export function RoomHeader({ onLeave }: { onLeave: () => void }) {
  const { t } = useTranslation('room');
  const { session, seriesTitle } = useFacts();
  const running = session.topics.find(({ topicId }) => topicId === session.runningTopicId);
  return (
    <header className={styles.header}>
      <div className={styles.texts}>
        <h1 className={styles.title}>{session.title}</h1>
        <p className={styles.now}>
          {session.state === 'live' ? (running?.title ?? t('info.break')) : seriesTitle}
        </p>
      </div>
      <div className={styles.state}>
        <SessionStatePill state={session.state} />
        <LearnerCount />
        <NetworkSign />
      </div>
      <LeaveButton onLeave={onLeave} />
    </header>
  );
}

export function LearnerCount() {
  const { t } = useTranslation('room');
  const { learners } = useStore(useRoom().presence);
  return (
    <span className={styles.count} data-testid="learner-count" data-count={learners}>
      <Icon name="people" size={18} />
      {t('info.learners', { count: learners })}
    </span>
  );
}

/** How the line is; and where it, or the person, has left something out, what is left. */
export function NetworkSign() {
  const { t } = useTranslation('room');
  const room = useRoom();
  const connection = useStore(room.connection.state);
  const quality = useStore(room.network.quality);
  const { rung, why } = useStore(room.network.shown);
  if (connection.name !== 'live') {
    return (
      <span className={styles.network} data-quality="away">
        <Icon name="signal-off" size={18} />
        {t('network.away')}
      </span>
    );
  }
  if (rung !== 'full') {
    const reason = t(why === 'choice' ? 'rung.chosen' : 'rung.byLine');
    const label = quality ? `${t(`network.${quality}`)}. ${reason}` : reason;
    return (
      <span className={styles.network} data-quality={quality} data-rung={rung} title={label}>
        <Icon name="signal" size={18} label={label} />
        <span className={styles.rung}>{t(`rung.${rung}`)}</span>
      </span>
    );
  }
  if (!quality) return null;
  const isGood = quality === 'good';
  return (
    <span className={styles.network} data-quality={quality} title={t(`network.${quality}Text`)}>
      <Icon name="signal" size={18} label={isGood ? t('network.good') : undefined} />
      {!isGood && t(`network.${quality}`)}
    </span>
  );
}

export function LeaveButton({ onLeave }: { onLeave: () => void }) {
  const { t } = useTranslation('room');
  const [isAsking, setIsAsking] = useState(false);
  return (
    <>
      <Button
        variant="quiet"
        icon="sign-out"
        aria-label={t('controls.leave')}
        className={styles.leave}
        onClick={() => setIsAsking(true)}
      >
        {t('controls.leave')}
      </Button>
      <Dialog
        open={isAsking}
        onClose={() => setIsAsking(false)}
        title={t('controls.leaveTitle')}
        size="small"
        footer={
          <>
            <Button variant="primary" onClick={onLeave}>
              {t('controls.leave')}
            </Button>
            <Button onClick={() => setIsAsking(false)}>{t('controls.stay')}</Button>
          </>
        }
      >
        <p>{t('controls.leaveText')}</p>
      </Dialog>
    </>
  );
}
