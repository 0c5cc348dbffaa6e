import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '#client/lib/store.ts';
import { useOnline } from '#client/lib/use-online.ts';
import { Button } from '#client/ui/button.tsx';
import { Icon } from '#client/ui/icon.tsx';
import { Spinner } from '#client/ui/loading.tsx';
import { useRoom } from '../room-context.ts';
import styles from './connection-bar.module.css';

/** Long enough to be read, short enough not to be in the way. */
const BACK_SHOWN_MS = 2_500;
/** By now it is more than a hiccup: says what becomes of what is written, and offers to try at once. */
const LONG_AWAY_MS = 10_000;
/** A loss that is over before this was none that anybody noticed. */
const QUIET_MS = 700;

/** Across the top while the connection is away, and for a moment when it is back. */
export function ConnectionBar() {
  const { t } = useTranslation('room');
  const { connection } = useRoom();
  const state = useStore(connection.state);
  const [phase, setPhase] = useState<'none' | 'away' | 'long' | 'back'>('none');
  const phaseNow = useRef(phase);
  phaseNow.current = phase;
  const isOnline = useOnline();
  const isAway = state.name === 'reconnecting';

  useEffect(() => {
    if (isAway) {
      const timer = setTimeout(() => setPhase('away'), QUIET_MS);
      const longTimer = setTimeout(() => setPhase('long'), LONG_AWAY_MS);
      return () => {
        clearTimeout(timer);
        clearTimeout(longTimer);
      };
    }
    if (phaseNow.current === 'none') return;
    setPhase('back');
    const timer = setTimeout(() => setPhase('none'), BACK_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isAway]);

  const text = !isOnline
    ? t('connection.noNetwork')
    : phase === 'long'
      ? t('connection.long')
      : state.name === 'reconnecting' && state.reason === 'server'
        ? t('connection.server')
        : t('connection.lost');
  // Of a short loss one hears that it is there; that it now has another reason is for the eye.
  const said = useRef('');
  said.current = phase === 'away' ? said.current || text : '';

  return (
    <div
      role="status"
      aria-live={said.current && said.current !== text ? 'off' : 'polite'}
      className={styles.place}
      data-testid="connection"
      data-connection={state.name}
    >
      {(phase === 'away' || phase === 'long') && (
        <p className={styles.bar}>
          <Spinner />
          <span>{text}</span>
          {phase === 'long' && isOnline && (
            <Button onClick={() => connection.tryAgain()}>{t('connection.tryNow')}</Button>
          )}
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
