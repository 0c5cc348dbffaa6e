import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '#client/lib/http.ts';
import { newId } from '#client/lib/new-id.ts';
import { Button } from '#client/ui/button.tsx';
import { Form, FormActions } from '#client/ui/form.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { TextField } from '#client/ui/text-field.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import { keepSeries } from '../data/keep.ts';
import { useFormErrors } from '../parts/use-form-errors.ts';
import styles from './topic-editor.module.css';
import { useTopicTexts } from './topic-texts.ts';

/** Eleven topics are typed one after the other: Enter adds, and the field is ready for the next. */
export function AddTopicForm({ seriesId, isFirst }: { seriesId: string; isFirst: boolean }) {
  const { t } = useTranslation('site-series');
  const client = useQueryClient();
  const field = useRef<HTMLInputElement>(null);
  const [title, setTitle] = useState('');
  const [clientId, setClientId] = useState(newId);

  const add = useMutation({
    mutationFn: () =>
      http('POST /api/series/:seriesId/topics', {
        params: { seriesId },
        body: { clientId, title, description: '' },
      }),
    onSuccess: (series) => {
      keepSeries(client, series);
      showToast({ text: t('topics.added', { title }), tone: 'success' });
      setTitle('');
      setClientId(newId());
      errors.reset();
      field.current?.focus();
    },
  });
  const errors = useFormErrors({ error: add.error, ...useTopicTexts({ title, description: '' }) });

  return (
    <div className={styles.add}>
      <Form onSubmit={() => errors.submit(() => add.mutateAsync())}>
        <TextField
          ref={field}
          label={t('topics.newLabel')}
          name="title"
          value={title}
          onChange={setTitle}
          error={errors.of('title')}
        />
        <FormError error={errors.rest} />
        <FormActions>
          <Button
            type="submit"
            variant={isFirst ? 'primary' : 'secondary'}
            icon="plus"
            pending={add.isPending}
          >
            {t('topics.add')}
          </Button>
        </FormActions>
      </Form>
    </div>
  );
}
