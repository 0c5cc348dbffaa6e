import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Select } from '#client/ui/select.tsx';
import { isRoomOpen } from '#shared/session-lifecycle.ts';
import { personTrailQuery } from '../data/queries.ts';
import { usePageTitle } from '../parts/use-page-title.ts';
import { useSeries } from '../series/series-layout.tsx';
import { useSession } from '../session/session-layout.tsx';
import styles from './export-line.module.css';
import { Exports } from './exports.tsx';

/** Of the whole series, or of what its address names: a topic, or a person, whose pages lead here. */
export function SeriesExportsPage() {
  const { t } = useTranslation('site-exports');
  const { seriesId, title, role, sessions, topics } = useSeries();
  const [search, setSearch] = useSearchParams();
  const personId = search.get('personId') ?? undefined;
  const topicId = topics.find((topic) => topic.topicId === search.get('topicId'))?.topicId;
  const trail = useQuery({ ...personTrailQuery(seriesId, personId ?? ''), enabled: personId !== undefined });
  usePageTitle(t('title'), title);
  // A pack of a topic waits for the sessions of that topic alone.
  const concerned = sessions.filter((session) =>
    topicId ? session.topics.some((topic) => topic.topicId === topicId) : true,
  );
  return (
    <>
      {(topics.length > 1 || personId !== undefined) && (
        <div className={styles.scope}>
          <Select
            label={t('scope.label')}
            value={personId ?? topicId ?? ''}
            onChange={(chosen) => setSearch(chosen ? { topicId: chosen } : {}, { replace: true })}
            options={[
              { value: '', label: t('scope.series') },
              ...topics.map((topic, index) => ({
                value: topic.topicId,
                label: t('scope.topic', { number: index + 1, title: topic.title }),
              })),
              ...(personId ? [{ value: personId, label: trail.data?.name ?? t('scope.person') }] : []),
            ]}
          />
        </div>
      )}
      <Exports
        key={personId ?? topicId}
        seriesId={seriesId}
        topicId={personId ? undefined : topicId}
        personId={personId}
        role={role}
        isOn={concerned.some(({ state }) => isRoomOpen(state))}
      />
    </>
  );
}

export function SessionExportsPage() {
  const { t } = useTranslation('site-exports');
  const { session, series } = useSession();
  const { sessionId, seriesId, title, state } = session;
  usePageTitle(t('title'), title);
  return <Exports seriesId={seriesId} sessionId={sessionId} role={series.role} isOn={isRoomOpen(state)} />;
}
