import { useTranslation } from 'react-i18next';
import { useFormat } from '#client/lib/use-format.ts';
import { ButtonLink } from '#client/ui/button-link.tsx';
import { isStaff } from '#shared/roles.ts';
import { isRoomOpen } from '#shared/session-lifecycle.ts';
import { roomAddress, seriesAddress } from '../parts/addresses.ts';
import { SessionStatePill } from '../parts/session-state-pill.tsx';
import type { NextSession } from './next-session.ts';
import styles from './next-session-head.module.css';

/** What a person came for, as the front page of a programme: the day, the title, and one door. */
export function NextSessionHead({ next: { series, session } }: { next: NextSession }) {
  const { t } = useTranslation(['site-home', 'site-parts']);
  const format = useFormat(series.timeZone);
  const isOpen = isRoomOpen(session.state);
  const heading = session.state === 'live' ? t('now') : isOpen ? t('doorsOpen') : t('next');
  const act = isOpen ? t('site-parts:enterRoom') : isStaff(series.role) ? t('prepare') : t('see');
  return (
    <header className={styles.head}>
      <p className={styles.eyebrow}>
        {session.state === 'live' ? <SessionStatePill state="live" /> : heading}
      </p>
      <p className={styles.when}>
        <time dateTime={session.plannedStartsAt}>
          {format.weekdayDate(session.plannedStartsAt)}, {format.time(session.plannedStartsAt)}
        </time>{' '}
        <span className={styles.place}>({format.place()})</span>
      </p>
      <h1>{session.title}</h1>
      <p className={styles.series}>
        {isStaff(series.role) ? <a href={seriesAddress(series.seriesId)}>{series.title}</a> : series.title}
      </p>
      <div className={styles.act}>
        <ButtonLink href={roomAddress(session.code)} variant="primary" size="large" iconAfter="next">
          {act}
        </ButtonLink>
      </div>
    </header>
  );
}
