import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '#client/lib/store.ts';
import { Button } from '#client/ui/button.tsx';
import { Spinner } from '#client/ui/loading.tsx';
import { useRoom } from '../room-context.ts';
import styles from './stage-trouble.module.css';

/** Three round trips and a handshake over poor 3G; after that whoever waits wants to know what for. */
const SLOW_AFTER_MS = 4_000;

/** Over the picture: what keeps sound or picture away, and the one thing to do about it. */
export function StageTrouble() {
  const { t } = useTranslation(['room', 'common']);
  const { media } = useRoom();
  const { subscriber } = media;
  const state = useStore(subscriber.state);
  const sound = useStore(subscriber.audio.state);
  const mending = useStore(subscriber.mending);
  const isSlow = useLasting(state === 'connecting', SLOW_AFTER_MS);
  const isSupported = useStore(media.isSupported);

  if (!isSupported) return <p className={styles.strip}>{t('entry.noWebRtc')}</p>;
  if (sound === 'blocked') {
    return (
      <div className={styles.over} role="alert">
        <p>{t('sound.blocked')}</p>
        <Button variant="primary" size="large" icon="sound" onClick={() => void subscriber.audio.play()}>
          {t('sound.turnOn')}
        </Button>
      </div>
    );
  }
  if (state === 'trouble' || isSlow) {
    return (
      <p className={styles.strip} role="status" data-mending={mending ?? 'connecting'}>
        <Spinner />
        {t(`stage.mending.${mending ?? 'connecting'}`)}
      </p>
    );
  }
  if (state === 'failed') {
    return (
      <div className={styles.over} role="alert">
        <p>
          <strong>{t('stage.failed')}</strong>
        </p>
        <p>{t('stage.failedText')}</p>
        <Button onClick={() => subscriber.retry()}>{t('common:retry')}</Button>
      </div>
    );
  }
  return null;
}

/** Whether it has been so for a while. */
function useLasting(is: boolean, forMs: number): boolean {
  const [lasts, setLasts] = useState(false);
  useEffect(() => {
    if (!is) return;
    const timer = setTimeout(() => setLasts(true), forMs);
    return () => {
      clearTimeout(timer);
      setLasts(false);
    };
  }, [is, forMs]);
  return is && lasts;
}
