import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '#client/lib/http.ts';
import { Button } from '#client/ui/button.tsx';
import { Dialog } from '#client/ui/dialog.tsx';
import { Form, FormActions } from '#client/ui/form.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { TextArea } from '#client/ui/text-area.tsx';
import { TextField } from '#client/ui/text-field.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import type { TopicDto } from '#shared/features/catalog.ts';
import { limits } from '#shared/limits.ts';
import { keepSeries } from '../data/keep.ts';
import { useFormErrors } from '../parts/use-form-errors.ts';
import { useTopicTexts } from './topic-texts.ts';

export function EditTopicDialog({ topic, onClose }: { topic: TopicDto; onClose: () => void }) {
  const { t } = useTranslation(['site-series', 'common']);
  const client = useQueryClient();
  const [title, setTitle] = useState(topic.title);
  const [description, setDescription] = useState(topic.description);

  const save = useMutation({
    mutationFn: () =>
      http('PATCH /api/topics/:topicId', {
        params: { topicId: topic.topicId },
        body: { title, description },
      }),
    onSuccess: (series) => {
      keepSeries(client, series);
      showToast({ text: t('saved'), tone: 'success' });
      onClose();
    },
  });
  const errors = useFormErrors({ error: save.error, ...useTopicTexts({ title, description }) });

  return (
    <Dialog open onClose={onClose} title={t('topics.editTitle')}>
      <Form onSubmit={() => errors.submit(() => save.mutateAsync())}>
        <TextField
          label={t('topics.label')}
          name="title"
          value={title}
          onChange={setTitle}
          error={errors.of('title')}
        />
        <TextArea
          label={t('topics.description')}
          hint={t('topics.descriptionHint')}
          name="description"
          optional
          rows={6}
          max={limits.descriptionMax}
          value={description}
          onChange={setDescription}
          error={errors.of('description')}
        />
        <FormError error={errors.rest} />
        <FormActions>
          <Button type="submit" variant="primary" pending={save.isPending}>
            {t('common:save')}
          </Button>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
