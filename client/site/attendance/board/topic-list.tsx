import { useTranslation } from 'react-i18next';
import type { BoardView } from '#client/features/attendance/board.ts';
import { useFormat } from '#client/lib/use-format.ts';
import type { BoardDto } from '#shared/features/insight.ts';
import styles from '../attendance-page.module.css';

/** What the session carries, and how long each of it was taught. */
export function TopicList({ topics, view }: { topics: BoardDto['topics']; view: BoardView }) {
  const { t } = useTranslation('site-attendance');
  const format = useFormat();
  if (topics.length === 0) return null;
  return (
    <div>
      <h3>{t('topics')}</h3>
      <ol className={styles.topics}>
        {topics.map(({ topicId, title }, at) => {
          const duration = format.duration((view.topicSeconds[at] ?? 0) * 1_000);
          const isRunning = view.runningTopic?.topicId === topicId;
          const remaining = view.runningTopic?.remainingSeconds ?? 0;
          return (
            <li key={topicId}>
              <span className={styles.number}>{at + 1}</span>
              <span>
                {title}{' '}
                <span className={styles.length}>
                  {isRunning
                    ? t('topicRuns', { duration })
                    : view.topicSeconds[at]
                      ? t('topicLength', { duration })
                      : t('topicNotRun')}
                  {isRunning && remaining > 0 && (
                    <>, {t('topicRemaining', { duration: format.duration(remaining * 1_000) })}</>
                  )}
                </span>
              </span>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
