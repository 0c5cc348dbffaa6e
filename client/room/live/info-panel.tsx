import { useTranslation } from 'react-i18next';
import { RoomRecord } from '#client/features/record/room-record.tsx';
import { useStore } from '#client/lib/store.ts';
import { useFormat } from '#client/lib/use-format.ts';
import { useNow } from '#client/lib/use-now.ts';
import { DisplayMenu } from '#client/ui/display-menu.tsx';
import { isStaff } from '#shared/roles.ts';
import { HallLink } from '../parts/hall-link.tsx';
import { PersonalLink } from '../parts/personal-link-field.tsx';
import { Programme } from '../parts/programme.tsx';
import { ShareButton } from '../parts/share-button.tsx';
import { WhereFrom } from '../parts/where-from.tsx';
import { useFacts, useRoom } from '../room-context.ts';
import { doorYou } from './door-you.ts';
import styles from './info-panel.module.css';

/** What is worth knowing and not worth a place on the stage. */
export function InfoPanel() {
  const { t } = useTranslation(['room', 'own-record']);
  const { clock, presence: presenceStore } = useRoom();
  const { session, you, seriesTitle } = useFacts();
  const presence = useStore(presenceStore);
  const token = useStore(doorYou)?.linkToken;
  const f = useFormat(session.timeZone);
  const nowMs = useNow(clock.nowMs, 15_000);

  return (
    <div className={styles.panel}>
      <WhereFrom />
      {!isStaff(you.role) && (
        <section>
          <h2 className={styles.title}>{t('own-record:title')}</h2>
          <RoomRecord
            seriesId={session.seriesId}
            topicIds={session.topics.map(({ topicId }) => topicId)}
            isLive={session.state === 'live'}
          />
        </section>
      )}
      <section>
        <h2 className={styles.title}>{t('info.programme')}</h2>
        <Programme session={session} />
      </section>
      <section>
        <h2 className={styles.title}>{t('info.time')}</h2>
        <p>{f.weekdayDate(session.plannedStartsAt)}</p>
        <p>
          {f.timeRange(session.plannedStartsAt, session.plannedEndsAt)} ({f.place()})
        </p>
        {session.startedAt && session.state === 'live' && (
          <p className={styles.soft}>
            {t('info.elapsed', { duration: f.duration(nowMs - Date.parse(session.startedAt)) })}
          </p>
        )}
      </section>
      <section>
        <h2 className={styles.title}>{t('info.people')}</h2>
        <p>{t('info.learners', { count: presence.learners })}</p>
        <ul>
          {presence.staff.map(({ personId, name, role }) => (
            <li key={personId}>
              {name} <span className={styles.soft}>({t(`role.${role}`)})</span>
            </li>
          ))}
        </ul>
      </section>
      {token && (
        <section>
          <h2 className={styles.title}>{t('link.title')}</h2>
          <p className={styles.soft}>
            {t('entry.continueAs')} <strong>{you.name}</strong>
          </p>
          <PersonalLink token={token} />
        </section>
      )}
      <HallLink />
      <section className={styles.acts}>
        <ShareButton />
        <DisplayMenu variant="secondary" />
      </section>
      <p className={styles.soft}>{seriesTitle}</p>
    </div>
  );
}
