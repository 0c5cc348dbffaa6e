import { useTranslation } from 'react-i18next';
import { Icon } from '#client/ui/icon.tsx';
import type { SessionDto, SessionTopicDto } from '#shared/features/catalog.ts';
import styles from './programme.module.css';

/** The topics of a session in their order, and where it is in them. */
export function Programme({ session }: { session: SessionDto }) {
  const { t } = useTranslation('room');
  return (
    <ol className={styles.programme}>
      {session.topics.map((topic) => {
        const isRunning = topic.topicId === session.runningTopicId;
        return (
          <li key={topic.topicId} className={styles.topic} aria-current={isRunning ? 'step' : undefined}>
            <span className={styles.title}>{topic.title}</span>
            {isRunning && (
              <span className={styles.running}>
                <Icon name="live" size={14} />
                {t('info.running')}
              </span>
            )}
            {!isRunning && hasRun(topic) && (
              <span className={styles.done}>
                <Icon name="check" size={16} />
                {t('info.done')}
              </span>
            )}
          </li>
        );
      })}
    </ol>
  );
}

function hasRun({ windows }: SessionTopicDto): boolean {
  return windows.some(({ endedAt }) => endedAt !== null);
}
