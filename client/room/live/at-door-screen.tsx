import { useTranslation } from 'react-i18next';
import { addOrderWords } from '#client/features/order/order-words.ts';
import { useFormat } from '#client/lib/use-format.ts';
import { Button } from '#client/ui/button.tsx';
import { Icon } from '#client/ui/icon.tsx';
import { Section } from '#client/ui/section.tsx';
import type { YouDto } from '#shared/features/enrolment.ts';
import type { ConnectionState } from '../connection/room-connection.ts';
import type { DoorPlate } from '../entry/entrance.ts';
import { Programme } from '../parts/programme.tsx';
import { SessionStatePill } from '../parts/session-state-pill.tsx';
import { useArrival } from '../parts/use-arrival.ts';
import styles from './waiting-room.module.css';

addOrderWords();

/** At the door, until staff let one in: nothing to do, and nothing of the room to be seen but what everybody may see. */
export function AtDoorScreen({
  door,
  waiting,
  onLeave,
}: {
  door: DoorPlate & { you: YouDto };
  waiting: Extract<ConnectionState, { name: 'waiting' }>;
  onLeave: () => void;
}) {
  const { t } = useTranslation('order');
  const main = useArrival<HTMLElement>();
  const { session, seriesTitle, you } = door;
  const f = useFormat(session.timeZone);
  const isLocked = waiting.since === null;

  return (
    <main className={styles.page} ref={main} tabIndex={-1}>
      <div className={styles.head}>
        <p className={styles.eyebrow}>{seriesTitle}</p>
        <h1 className={styles.title}>{session.title}</h1>
        <p className={styles.when}>
          {f.weekdayDate(session.plannedStartsAt)},{' '}
          {f.timeRange(session.plannedStartsAt, session.plannedEndsAt)} ({f.place()})
        </p>
      </div>
      <section className={styles.now} aria-label={t(isLocked ? 'atDoor.lockedTitle' : 'atDoor.title')}>
        <p className={styles.state}>
          <SessionStatePill state={session.state} />
        </p>
        <div role="status" className={styles.words}>
          <p className={styles.countdown}>
            <Icon name={isLocked ? 'lock' : 'clock'} /> {t(isLocked ? 'atDoor.lockedTitle' : 'atDoor.title')}
          </p>
          <p>{t(isLocked ? 'atDoor.lockedText' : 'atDoor.text')}</p>
          {waiting.isAway ? (
            <p>{t('atDoor.away')}</p>
          ) : (
            waiting.since !== null && <p>{t('atDoor.since', { time: f.time(waiting.since) })}</p>
          )}
        </div>
        <p className={styles.soft}>{t('atDoor.enteringAs', { name: you.name })}</p>
        <div>
          <Button onClick={onLeave}>{t('atDoor.leave')}</Button>
        </div>
      </section>
      <Section title={t('atDoor.programme')}>
        <Programme session={session} />
      </Section>
    </main>
  );
}
