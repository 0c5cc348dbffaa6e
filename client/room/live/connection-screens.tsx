import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '#client/lib/error-text.ts';
import { useStore } from '#client/lib/store.ts';
import { useNow } from '#client/lib/use-now.ts';
import { useOnline } from '#client/lib/use-online.ts';
import { Button } from '#client/ui/button.tsx';
import { ButtonLink } from '#client/ui/button-link.tsx';
import { EmptyState } from '#client/ui/empty-state.tsx';
import { Spinner } from '#client/ui/loading.tsx';
import type { AppErrorDto } from '#shared/errors.ts';
import { exclusionKinds } from '#shared/session-door.ts';
import type { ConnectionState } from '../connection/room-connection.ts';
import type { DoorPlate } from '../entry/entrance.ts';
import { useRoom } from '../room-context.ts';
import styles from './connection-screens.module.css';
import { reloadOnce } from './reload-once.ts';

const SLOW_AFTER_MS = 4_000;
const STUCK_AFTER_MS = 12_000;

const clock = () => performance.now();

/** The first join: says how it is going, and after a while what can be done. */
export function ConnectingScreen({ door }: { door: DoorPlate }) {
  const { t } = useTranslation('room');
  const { connection } = useRoom();
  const state = useStore(connection.state);
  const nowMs = useNow(clock);
  const isOnline = useOnline();
  const waitedMs = 'sinceMs' in state ? nowMs - state.sinceMs : 0;
  const isStuck = waitedMs > STUCK_AFTER_MS;

  return (
    <main className={styles.screen}>
      <p className={styles.title}>{door.session.title}</p>
      <Spinner size="large" />
      <div role="status" className={styles.words}>
        {!isOnline ? (
          <>
            <p className={styles.state}>{t('connection.noNetwork')}</p>
            <p>{t('connection.noNetworkText')}</p>
          </>
        ) : state.name === 'queued' ? (
          <>
            <p className={styles.state}>
              {state.place === null ? t('connection.full') : t('connection.queued', { place: state.place })}
            </p>
            <p>{t('connection.queuedText')}</p>
          </>
        ) : isStuck ? (
          <>
            <p className={styles.state}>{t('connection.stuck')}</p>
            <p>{t('connection.stuckText')}</p>
          </>
        ) : (
          <p className={styles.state}>
            {t(waitedMs > SLOW_AFTER_MS ? 'connection.slow' : 'connection.connecting')}
          </p>
        )}
      </div>
      {isStuck && <Button onClick={() => connection.restart()}>{t('connection.tryNow')}</Button>}
    </main>
  );
}

/** The server said no, and asking again would not help. */
export function RefusedScreen({ error, onLeave }: { error: AppErrorDto; onLeave: () => void }) {
  const { t } = useTranslation(['room', 'common']);
  const errorText = useErrorText();
  const isOldPage = error.code === 'version_mismatch';

  useEffect(() => {
    if (isOldPage) reloadOnce();
  }, [isOldPage]);

  return (
    <main className={styles.screen}>
      <EmptyState
        icon="warning"
        title={t('connection.refused')}
        action={
          <Button variant="primary" onClick={isOldPage ? () => location.reload() : onLeave}>
            {isOldPage ? t('common:reload') : t('connection.rejoin')}
          </Button>
        }
      >
        <p role="alert">{errorText(error)}</p>
      </EmptyState>
    </main>
  );
}

/** Those whom the same connection, begun again, would let straight back in. */
const rejoinable: readonly string[] = ['replaced', 'too_many_connections'];
/** Those whom staff have shown out: no button leads back. */
const final: readonly string[] = exclusionKinds;

/** The stay is over, and why; the way back in. */
export function ClosedScreen({
  reason,
  onRejoin,
  onLeave,
}: {
  reason: Extract<ConnectionState, { name: 'closed' }>['reason'];
  onRejoin: () => void;
  onLeave: () => void;
}) {
  const { t } = useTranslation('room');
  return (
    <main className={styles.screen}>
      <EmptyState
        icon="info"
        title={t(`connection.closed.${reason}`)}
        action={
          final.includes(reason) ? (
            <ButtonLink href="/">{t('error.home')}</ButtonLink>
          ) : (
            <Button variant="primary" onClick={rejoinable.includes(reason) ? onRejoin : onLeave}>
              {t('connection.rejoin')}
            </Button>
          )
        }
      >
        <p role="alert">{t(`connection.closedText.${reason}`)}</p>
      </EmptyState>
    </main>
  );
}
