import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '#client/lib/error-text.ts';
import { http } from '#client/lib/http.ts';
import { Menu } from '#client/ui/menu.tsx';
import { StatusPill } from '#client/ui/status-pill.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import type { StaffPollDto } from '#shared/features/polls.ts';
import { pollsQuery } from '../data/queries.ts';
import { SortableList } from '../parts/sortable-list.tsx';
import styles from './polls-page.module.css';

export interface PreparedPollsProps {
  sessionId: string;
  polls: readonly StaffPollDto[];
  mayEdit: boolean;
  onEdit: (poll: StaffPollDto) => void;
  onDelete: (poll: StaffPollDto) => void;
}

/** In the order in which they will be asked. */
export function PreparedPolls({ sessionId, polls, mayEdit, onEdit, onDelete }: PreparedPollsProps) {
  const { t } = useTranslation('polls');
  const client = useQueryClient();
  const errorText = useErrorText();
  const { queryKey } = pollsQuery(sessionId);

  const order = useMutation({
    mutationFn: (sorted: StaffPollDto[]) =>
      http('PUT /api/sessions/:sessionId/poll-order', {
        params: { sessionId },
        body: { pollIds: sorted.map(({ pollId }) => pollId) },
      }),
    // Shown at once, and taken back if the server refuses.
    onMutate: (sorted) =>
      client.setQueryData(queryKey, (known) => ({
        polls: [...sorted, ...(known?.polls ?? []).filter(({ state }) => state !== 'draft')],
      })),
    onSuccess: (saved) => client.setQueryData(queryKey, saved),
    onError: (error) => {
      showToast({ text: errorText(error), tone: 'danger' });
      void client.invalidateQueries({ queryKey });
    },
  });

  return (
    <SortableList
      items={polls}
      keyOf={({ pollId }) => pollId}
      nameOf={({ prompt }) => prompt}
      onReorder={(sorted) => order.mutate(sorted)}
      fixed={!mayEdit || polls.length === 1}
    >
      {(poll, _at, moves) => (
        <div className={styles.prepared}>
          <div className={styles.texts}>
            <p>
              <strong>{poll.prompt}</strong>
            </p>
            <p className={styles.soft}>
              <StatusPill>{t(poll.quiz ? 'kind.quiz' : `kind.${poll.kind}`)}</StatusPill>{' '}
              {poll.options.join(' · ')}
            </p>
          </div>
          {mayEdit && (
            <Menu
              label={t('desk.more')}
              icon="more"
              showLabel={false}
              variant="quiet"
              align="end"
              items={[
                { label: t('desk.edit'), icon: 'edit', onSelect: () => onEdit(poll) },
                ...moves,
                { label: t('desk.delete'), icon: 'trash', danger: true, onSelect: () => onDelete(poll) },
              ]}
            />
          )}
        </div>
      )}
    </SortableList>
  );
}
