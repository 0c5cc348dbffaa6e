import { useTranslation } from 'react-i18next';
import { useStore } from '#client/lib/store.ts';
import { Button } from '#client/ui/button.tsx';
import { Spinner } from '#client/ui/loading.tsx';
import { useRoom } from '../room-context.ts';
import styles from './stage-trouble.module.css';

/** Over the picture: what keeps sound or picture away, and the one thing to do about it. */
export function StageTrouble() {
  const { t } = useTranslation(['room', 'common']);
  const { media } = useRoom();
  const { subscriber } = media;
  const state = useStore(subscriber.state);
  const sound = useStore(subscriber.audio.state);
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
  if (state === 'trouble') {
    return (
      <p className={styles.strip} role="status">
        <Spinner />
        {t('stage.trouble')}
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
