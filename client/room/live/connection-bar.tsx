import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '#client/lib/store.ts';
import { Icon } from '#client/ui/icon.tsx';
import { Spinner } from '#client/ui/loading.tsx';
import { useRoom } from '../room-context.ts';
import styles from './connection-bar.module.css';

/** Long enough to be read, short enough not to be in the way. */
const BACK_SHOWN_MS = 2_500;
/** A loss that is over before this was none that anybody noticed. */
const QUIET_MS = 700;

/** Across the top while the connection is away, and for a moment when it is back. */
export function ConnectionBar() {
  const { t } = useTranslation('room');
  const { connection } = useRoom();
  const state = useStore(connection.state);
  const [phase, setPhase] = useState<'none' | 'away' | 'back'>('none');
  const phaseNow = useRef(phase);
  phaseNow.current = phase;
  const isAway = state.name === 'reconnecting';

  useEffect(() => {
    if (isAway) {
      const timer = setTimeout(() => setPhase('away'), QUIET_MS);
      return () => clearTimeout(timer);
    }
    if (phaseNow.current !== 'away') return;
    setPhase('back');
    const timer = setTimeout(() => setPhase('none'), BACK_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isAway]);

  return (
    <div role="status" className={styles.place} data-testid="connection" data-connection={state.name}>
      {phase === 'away' && (
        <p className={styles.bar}>
          <Spinner />
          <span>
            {!navigator.onLine
              ? t('connection.noNetwork')
              : state.name === 'reconnecting' && state.reason === 'server'
                ? t('connection.server')
                : t('connection.lost')}
          </span>
        </p>
      )}
      {phase === 'back' && (
        <p className={styles.bar} data-back>
          <Icon name="check" />
          <span>{t('connection.back')}</span>
        </p>
      )}
    </div>
  );
}
