import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { useFormat } from '#client/lib/use-format.ts';
import { FileDrop } from '#client/ui/file-drop.tsx';
import { Menu } from '#client/ui/menu.tsx';
import { PageHeader } from '#client/ui/page-header.tsx';
import { Section } from '#client/ui/section.tsx';
import { appError } from '#shared/errors.ts';
import type { SeriesDto, TopicDto } from '#shared/features/catalog.ts';
import { materialsQuery } from '../data/queries.ts';
import { seriesAddress, sessionAddress } from '../parts/addresses.ts';
import { LoadedPart } from '../parts/loaded.tsx';
import { mayChange } from '../parts/may-change.ts';
import { Problem } from '../parts/problem.tsx';
import { RuledItem, RuledList } from '../parts/ruled-list.tsx';
import { SessionStatePill } from '../parts/session-state-pill.tsx';
import { usePageTitle } from '../parts/use-page-title.ts';
import { TopicQuestions } from '../questions/topic-questions.tsx';
import { DeleteTopicDialog } from '../series/delete-topic-dialog.tsx';
import { EditTopicDialog } from '../series/edit-topic-dialog.tsx';
import { useSeries } from '../series/series-layout.tsx';
import { MaterialShelf } from './material-shelf.tsx';
import styles from './topic-page.module.css';
import { UploadList } from './upload-list.tsx';
import { uploads } from './uploads.ts';

/** Preparing a deck takes seconds; a page a second is what the renderer says it does. */
const FOLLOW_MS = 1_500;

/** What the file picker offers; the server looks at the bytes themselves. */
const accepted = '.pdf,.jpg,.jpeg,.png,.webp,application/pdf,image/jpeg,image/png,image/webp';

export function TopicPage() {
  const { topicId } = useParams();
  const series = useSeries();
  const at = series.topics.findIndex((topic) => topic.topicId === topicId);
  const topic = series.topics[at];
  if (!topic) return <Problem error={appError('not_found')} onRetry={() => {}} />;
  return <Topic key={topic.topicId} series={series} topic={topic} number={at + 1} />;
}

function Topic({ series, topic, number }: { series: SeriesDto; topic: TopicDto; number: number }) {
  const { t } = useTranslation(['site-materials', 'site-parts']);
  usePageTitle(topic.title, series.title);
  const mayUpload = mayChange(series, 'material.change');
  const materials = useQuery({
    ...materialsQuery(topic.topicId),
    refetchInterval: ({ state }) =>
      state.data?.materials.some((material) => material.state === 'processing') ? FOLLOW_MS : false,
  });

  return (
    <>
      <PageHeader
        back={{ href: seriesAddress(series.seriesId), label: series.title }}
        eyebrow={t('site-parts:topicNumber', { number })}
        title={topic.title}
        actions={mayChange(series, 'topic.change') && <TopicMenu series={series} topic={topic} />}
      />
      {topic.description && <p className={styles.description}>{topic.description}</p>}
      <Section title={t('title')} lead={t('lead')}>
        <div className={styles.materials}>
          {mayUpload && (
            <FileDrop
              label={t('drop')}
              hint={t('dropHint')}
              accept={accepted}
              multiple
              onFiles={(files) => uploads.add(topic.topicId, files)}
            />
          )}
          <UploadList topicId={topic.topicId} />
          <LoadedPart query={materials}>
            {(answer) => (
              <MaterialShelf topicId={topic.topicId} materials={answer.materials} mayEdit={mayUpload} />
            )}
          </LoadedPart>
        </div>
      </Section>
      <TopicQuestions series={series} topicId={topic.topicId} />
      <TaughtIn series={series} topicId={topic.topicId} />
    </>
  );
}

function TopicMenu({ series, topic }: { series: SeriesDto; topic: TopicDto }) {
  const { t } = useTranslation('site-series');
  const navigate = useNavigate();
  const [open, setOpen] = useState<'edit' | 'delete' | null>(null);
  return (
    <>
      <Menu
        label={t('menu')}
        items={[
          { label: t('topics.edit'), icon: 'edit', onSelect: () => setOpen('edit') },
          { label: t('topics.delete'), icon: 'trash', danger: true, onSelect: () => setOpen('delete') },
        ]}
      />
      {open === 'edit' && <EditTopicDialog topic={topic} onClose={() => setOpen(null)} />}
      {open === 'delete' && (
        <DeleteTopicDialog
          topic={topic}
          onClose={() => setOpen(null)}
          onDeleted={() => void navigate(seriesAddress(series.seriesId), { replace: true })}
        />
      )}
    </>
  );
}

function TaughtIn({ series, topicId }: { series: SeriesDto; topicId: string }) {
  const { t } = useTranslation('site-materials');
  const format = useFormat(series.timeZone);
  const sessions = series.sessions.filter((session) =>
    session.topics.some((topic) => topic.topicId === topicId),
  );
  return (
    <Section title={t('sessions')}>
      {sessions.length === 0 ? (
        <p>{t('noSessions')}</p>
      ) : (
        <RuledList>
          {sessions.map((session) => (
            <RuledItem
              key={session.sessionId}
              title={<a href={sessionAddress(session.sessionId)}>{session.title}</a>}
              notes={[
                format.weekdayDate(session.plannedStartsAt),
                format.timeRange(session.plannedStartsAt, session.plannedEndsAt),
              ]}
              aside={<SessionStatePill state={session.state} />}
            />
          ))}
        </RuledList>
      )}
    </Section>
  );
}
