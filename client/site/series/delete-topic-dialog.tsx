import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { http } from '#client/lib/http.ts';
import { ConfirmDialog } from '#client/ui/confirm-dialog.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import type { TopicDto } from '#shared/features/catalog.ts';
import { keepSeries } from '../data/keep.ts';
import { hasCode } from '../data/query-client.ts';

export interface DeleteTopicDialogProps {
  topic: TopicDto;
  onClose: () => void;
  onDeleted?: () => void;
}

export function DeleteTopicDialog({ topic, onClose, onDeleted }: DeleteTopicDialogProps) {
  const { t } = useTranslation('site-series');
  const client = useQueryClient();

  async function remove() {
    try {
      const series = await http('DELETE /api/topics/:topicId', { params: { topicId: topic.topicId } });
      keepSeries(client, series);
      showToast({ text: t('topics.deleted'), tone: 'success' });
      onDeleted?.();
    } catch (error) {
      if (!hasCode(error, 'wrong_state')) throw error;
      showToast({ text: t('topics.inUse'), tone: 'danger' });
    }
  }

  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t('topics.deleteTitle', { title: topic.title })}
      confirmLabel={t('topics.delete')}
      danger
      onConfirm={remove}
    >
      {t('topics.deleteText')}
    </ConfirmDialog>
  );
}
