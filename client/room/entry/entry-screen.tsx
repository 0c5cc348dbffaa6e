import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#client/lib/use-format.ts';
import { Banner } from '#client/ui/banner.tsx';
import { DisplayMenu } from '#client/ui/display-menu.tsx';
import { Section } from '#client/ui/section.tsx';
import { Programme } from '../parts/programme.tsx';
import { SessionStatePill } from '../parts/session-state-pill.tsx';
import { ShareButton } from '../parts/share-button.tsx';
import { StartsIn } from '../parts/starts-in.tsx';
import { EnterBox } from './enter-box.tsx';
import type { DoorPlate, Entrance, LinkProblem } from './entrance.ts';
import styles from './entry-screen.module.css';
import { OtherPersonDialog } from './other-person-dialog.tsx';

export interface EntryScreenProps {
  entrance: Entrance;
  door: DoorPlate;
  linkProblem: LinkProblem | null;
  /** Within the tap, before anything is waited for: only then may the browser be asked for sound. */
  onTap: () => void;
  onEntered: () => void;
}

/** Nobody waits at the door itself for long; a thousand who do are fifty requests a second. */
const LOOK_EVERY_MS = 20_000;

/** Before the door: what the session is, and one act that leads in. */
export function EntryScreen({ entrance, door, linkProblem, onTap, onEntered }: EntryScreenProps) {
  const { t } = useTranslation('room');
  const { session, seriesTitle } = door;
  const f = useFormat(session.timeZone);
  const isAhead = session.state === 'scheduled' || session.state === 'lobby';

  useEffect(() => {
    if (!isAhead) return;
    const timer = setInterval(() => !document.hidden && void entrance.refresh(), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [entrance, isAhead]);

  return (
    <div className={styles.page}>
      <header className={styles.bar}>
        <a className={styles.mark} href="/">
          Lectern
        </a>
        <DisplayMenu />
      </header>
      <main className={styles.main}>
        <div className={styles.head}>
          <p className={styles.eyebrow}>{seriesTitle}</p>
          <h1 className={styles.title}>{session.title}</h1>
          <p className={styles.when}>
            <time dateTime={session.plannedStartsAt}>{f.weekdayDate(session.plannedStartsAt)}</time>
            <span>
              {f.timeRange(session.plannedStartsAt, session.plannedEndsAt)} ({f.place()})
            </span>
          </p>
          <p className={styles.state}>
            <SessionStatePill state={session.state} />
            {isAhead && <StartsIn session={session} />}
          </p>
        </div>
        <div className={styles.enter}>
          {linkProblem?.name === 'broken' && (
            <Banner tone="warning" title={t('entry.linkBroken')}>
              {t('entry.linkBrokenText')}
            </Banner>
          )}
          {door.exclusion ? (
            <Banner tone="warning" title={t(`connection.closed.${door.exclusion}`)}>
              {t(`connection.closedText.${door.exclusion}`)}
            </Banner>
          ) : (
            <EnterBox entrance={entrance} door={door} onTap={onTap} onEntered={onEntered} />
          )}
        </div>
        <div className={styles.topics}>
          <Section title={t('entry.topics')}>
            <Programme session={session} />
          </Section>
          <ShareButton />
        </div>
      </main>
      {linkProblem?.name === 'other_person' && (
        <OtherPersonDialog
          entrance={entrance}
          problem={linkProblem}
          currentName={door.you?.name ?? door.knownName ?? ''}
        />
      )}
    </div>
  );
}
