import { useTranslation } from 'react-i18next';
import { useFormat } from '#client/lib/use-format.ts';
import { ButtonLink } from '#client/ui/button-link.tsx';
import type { SessionDto, TopicDto } from '#shared/features/catalog.ts';
import { isRoomOpen } from '#shared/session-lifecycle.ts';
import { roomAddress, sessionAddress } from '../parts/addresses.ts';
import { SessionStatePill } from '../parts/session-state-pill.tsx';
import styles from './session-line.module.css';

/** One session in the programme: the day at the left, what is taught at the right. */
export function SessionLine({ session, topics }: { session: SessionDto; topics: readonly TopicDto[] }) {
  const { t } = useTranslation('site-parts');
  const format = useFormat(session.timeZone);
  const numberOf = new Map(topics.map((topic, at) => [topic.topicId, at + 1]));
  return (
    <li className={styles.line}>
      <p className={styles.when}>
        <time dateTime={session.plannedStartsAt}>
          <span className={styles.date}>{format.weekdayDate(session.plannedStartsAt)}</span>{' '}
          <span className={styles.time}>
            {format.timeRange(session.plannedStartsAt, session.plannedEndsAt)}
          </span>
        </time>
      </p>
      <div className={styles.what}>
        <h3 className={styles.title}>
          <a href={sessionAddress(session.sessionId)}>{session.title}</a>
        </h3>
        <ul className={styles.topics}>
          {session.topics.map((topic) => (
            <li key={topic.topicId}>
              <span className={styles.number}>{numberOf.get(topic.topicId)}</span> {topic.title}
            </li>
          ))}
        </ul>
      </div>
      <div className={styles.aside}>
        <SessionStatePill state={session.state} />
        {isRoomOpen(session.state) && (
          <ButtonLink href={roomAddress(session.code)} variant="primary">
            {t('enterRoom')}
          </ButtonLink>
        )}
      </div>
    </li>
  );
}
