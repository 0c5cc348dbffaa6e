import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '#client/lib/error-text.ts';
import { http } from '#client/lib/http.ts';
import { EmptyState } from '#client/ui/empty-state.tsx';
import { Menu, type MenuAct } from '#client/ui/menu.tsx';
import { Section } from '#client/ui/section.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import type { SeriesDto, TopicDto } from '#shared/features/catalog.ts';
import { keepSeries } from '../data/keep.ts';
import { seriesQuery } from '../data/queries.ts';
import { topicAddress } from '../parts/addresses.ts';
import { mayChange } from '../parts/may-change.ts';
import { SortableList } from '../parts/sortable-list.tsx';
import { AddTopicForm } from './add-topic-form.tsx';
import { DeleteTopicDialog } from './delete-topic-dialog.tsx';
import { EditTopicDialog } from './edit-topic-dialog.tsx';
import styles from './topic-editor.module.css';

export function TopicEditor({ series }: { series: SeriesDto }) {
  const { t } = useTranslation('site-series');
  const client = useQueryClient();
  const errorText = useErrorText();
  const [open, setOpen] = useState<{ act: 'edit' | 'delete'; topic: TopicDto } | null>(null);
  const { seriesId, topics } = series;
  const maySort = mayChange(series, 'topic.change');

  const order = useMutation({
    mutationFn: (sorted: TopicDto[]) =>
      http('PUT /api/series/:seriesId/topic-order', {
        params: { seriesId },
        body: { topicIds: sorted.map((topic) => topic.topicId) },
      }),
    // Shown at once, and taken back if the server refuses.
    onMutate: (sorted) => client.setQueryData(seriesQuery(seriesId).queryKey, { ...series, topics: sorted }),
    onSuccess: (saved) => keepSeries(client, saved),
    onError: (error) => {
      showToast({ text: errorText(error), tone: 'danger' });
      void client.invalidateQueries(seriesQuery(seriesId));
    },
  });

  function menuOf(topic: TopicDto, moves: MenuAct[]) {
    return (
      <Menu
        label={t('topics.actions', { title: topic.title })}
        showLabel={false}
        variant="quiet"
        items={[
          { label: t('topics.edit'), icon: 'edit', onSelect: () => setOpen({ act: 'edit', topic }) },
          ...moves,
          {
            label: t('topics.delete'),
            icon: 'trash',
            danger: true,
            onSelect: () => setOpen({ act: 'delete', topic }),
          },
        ]}
      />
    );
  }

  return (
    <Section title={t('topics.title')} lead={t('topics.lead')}>
      {topics.length === 0 ? (
        <EmptyState icon="book" title={t('topics.none')}>
          {maySort && t('topics.noneText')}
        </EmptyState>
      ) : (
        <SortableList
          items={topics}
          keyOf={(topic) => topic.topicId}
          nameOf={(topic) => topic.title}
          onReorder={(sorted) => order.mutate(sorted)}
          fixed={!maySort}
        >
          {(topic, at, moves) => (
            <div className={styles.topic}>
              <span className={styles.number}>{at + 1}</span>
              <div className={styles.texts}>
                <a className={styles.title} href={topicAddress(seriesId, topic.topicId)}>
                  {topic.title}
                </a>
                {topic.description && <p className={styles.description}>{topic.description}</p>}
              </div>
              {maySort && menuOf(topic, moves)}
            </div>
          )}
        </SortableList>
      )}
      {maySort && <AddTopicForm seriesId={seriesId} isFirst={topics.length === 0} />}
      {open?.act === 'edit' && <EditTopicDialog topic={open.topic} onClose={() => setOpen(null)} />}
      {open?.act === 'delete' && <DeleteTopicDialog topic={open.topic} onClose={() => setOpen(null)} />}
    </Section>
  );
}
