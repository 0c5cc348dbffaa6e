import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '#client/lib/http.ts';
import { Button } from '#client/ui/button.tsx';
import { Dialog } from '#client/ui/dialog.tsx';
import { Form, FormActions } from '#client/ui/form.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import type { SeriesDto } from '#shared/features/catalog.ts';
import { keepSeries } from '../data/keep.ts';
import { useFormErrors } from '../parts/use-form-errors.ts';
import { SeriesFields, type SeriesValues, useSeriesTexts } from './series-fields.tsx';

export function EditSeriesDialog({ series, onClose }: { series: SeriesDto; onClose: () => void }) {
  const { t } = useTranslation(['site-series', 'common']);
  const client = useQueryClient();
  const { seriesId, title, description, timeZone } = series;
  const [values, setValues] = useState<SeriesValues>({ title, description, timeZone });

  const save = useMutation({
    mutationFn: () => http('PATCH /api/series/:seriesId', { params: { seriesId }, body: values }),
    onSuccess: (saved) => {
      keepSeries(client, saved);
      showToast({ text: t('saved'), tone: 'success' });
      onClose();
    },
  });
  const errors = useFormErrors({ error: save.error, ...useSeriesTexts(values) });

  return (
    <Dialog open onClose={onClose} title={t('edit')}>
      <Form onSubmit={() => errors.submit(() => save.mutateAsync())}>
        <SeriesFields values={values} onChange={setValues} errorOf={errors.of} />
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
