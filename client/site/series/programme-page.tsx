import { useTranslation } from 'react-i18next';
import { useFormat } from '#client/lib/use-format.ts';
import { ButtonLink } from '#client/ui/button-link.tsx';
import { EmptyState } from '#client/ui/empty-state.tsx';
import { Section } from '#client/ui/section.tsx';
import { newSessionAddress } from '../parts/addresses.ts';
import { mayChange } from '../parts/may-change.ts';
import { usePageTitle } from '../parts/use-page-title.ts';
import styles from './programme-page.module.css';
import { useSeries } from './series-layout.tsx';
import { SessionLine } from './session-line.tsx';
import { TopicEditor } from './topic-editor.tsx';

/** The series as its printed programme would show it: what is taught when, and what stands behind each topic. */
export function ProgrammePage() {
  const { t } = useTranslation('site-series');
  const series = useSeries();
  usePageTitle(series.title);
  const format = useFormat(series.timeZone);
  const { sessions, topics } = series;
  const isLive = sessions.some((session) => session.state === 'live' || session.state === 'lobby');
  const mayPlan = mayChange(series, 'session.change');
  const first = sessions[0];
  const last = sessions.at(-1);

  return (
    <>
      <div className={styles.introduction}>
        {topics.length > 0 && (
          <p className={styles.facts}>
            {first && last && (
              <>
                <span>
                  {format.dateRange(first.plannedStartsAt, last.plannedStartsAt)}, {format.place()}
                </span>{' '}
              </>
            )}
            <span>{t('sessionCount', { count: sessions.length })}</span>{' '}
            <span>{t('topicCount', { count: topics.length })}</span>
          </p>
        )}
        {series.description && <p className={styles.description}>{series.description}</p>}
      </div>

      {/* A session teaches topics, so in a new series they come first. */}
      {sessions.length === 0 && <TopicEditor series={series} />}
      <Section
        title={t('sessions.title')}
        actions={
          mayPlan &&
          topics.length > 0 && (
            <ButtonLink
              href={newSessionAddress(series.seriesId)}
              icon="plus"
              variant={isLive ? 'secondary' : 'primary'}
            >
              {t('sessions.add')}
            </ButtonLink>
          )
        }
      >
        {sessions.length === 0 ? (
          <EmptyState icon="calendar" title={t('sessions.none')}>
            {topics.length === 0 ? t('sessions.needTopics') : t('sessions.noneText')}
          </EmptyState>
        ) : (
          <ol>
            {sessions.map((session) => (
              <SessionLine key={session.sessionId} session={session} topics={topics} />
            ))}
          </ol>
        )}
      </Section>

      {sessions.length > 0 && <TopicEditor series={series} />}
    </>
  );
}
