import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '#client/lib/http.ts';
import { Button } from '#client/ui/button.tsx';
import { Dialog } from '#client/ui/dialog.tsx';
import { Form, FormActions } from '#client/ui/form.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import type { SeriesDto, SessionDto } from '#shared/features/catalog.ts';
import { keepSession } from '../data/keep.ts';
import { useFormErrors } from '../parts/use-form-errors.ts';
import { SessionFields, toSessionBody, useSessionTexts, valuesOf } from './session-fields.tsx';

export interface EditSessionDialogProps {
  session: SessionDto;
  series: SeriesDto;
  onClose: () => void;
}

export function EditSessionDialog({ session, series, onClose }: EditSessionDialogProps) {
  const { t } = useTranslation(['site-sessions', 'common']);
  const client = useQueryClient();
  const [values, setValues] = useState(() => valuesOf(session));

  const save = useMutation({
    mutationFn: () =>
      http('PATCH /api/sessions/:sessionId', {
        params: { sessionId: session.sessionId },
        body: toSessionBody(values, series),
      }),
    onSuccess: (saved) => {
      keepSession(client, saved);
      showToast({ text: t('saved'), tone: 'success' });
      onClose();
    },
  });
  const errors = useFormErrors({ error: save.error, ...useSessionTexts(values) });

  return (
    <Dialog open onClose={onClose} title={t('edit')}>
      <Form onSubmit={() => errors.submit(() => save.mutateAsync())}>
        <SessionFields
          values={values}
          onChange={setValues}
          errorOf={errors.of}
          topics={series.topics}
          timeZone={series.timeZone}
          ranTopicIds={session.topics
            .filter(({ windows }) => windows.length > 0)
            .map(({ topicId }) => topicId)}
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
