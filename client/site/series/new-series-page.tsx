import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { vietnamTimeZone } from '#client/lib/format.ts';
import { http } from '#client/lib/http.ts';
import { newId } from '#client/lib/new-id.ts';
import { Button } from '#client/ui/button.tsx';
import { ButtonLink } from '#client/ui/button-link.tsx';
import { Form, FormActions } from '#client/ui/form.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { PageHeader } from '#client/ui/page-header.tsx';
import { keepSeries } from '../data/keep.ts';
import { seriesAddress } from '../parts/addresses.ts';
import { NarrowPage } from '../parts/narrow-page.tsx';
import { useFormErrors } from '../parts/use-form-errors.ts';
import { usePageTitle } from '../parts/use-page-title.ts';
import { SeriesFields, type SeriesValues, useSeriesTexts } from './series-fields.tsx';

export function NewSeriesPage() {
  const { t } = useTranslation(['site-series', 'common']);
  usePageTitle(t('form.newTitle'));
  const client = useQueryClient();
  const navigate = useNavigate();
  const [clientId] = useState(newId);
  const [values, setValues] = useState<SeriesValues>({
    title: '',
    description: '',
    timeZone: vietnamTimeZone,
  });

  const create = useMutation({
    mutationFn: () => http('POST /api/series', { body: { clientId, ...values } }),
    onSuccess: (series) => {
      keepSeries(client, series);
      void navigate(seriesAddress(series.seriesId), { replace: true });
    },
  });
  const errors = useFormErrors({ error: create.error, ...useSeriesTexts(values) });

  return (
    <NarrowPage>
      <PageHeader
        back={{ href: '/', label: t('back') }}
        title={t('form.newTitle')}
        lead={t('form.newLead')}
      />
      <Form onSubmit={() => errors.submit(() => create.mutateAsync())}>
        <SeriesFields values={values} onChange={setValues} errorOf={errors.of} />
        <FormError error={errors.rest} />
        <FormActions>
          <Button type="submit" variant="primary" pending={create.isPending}>
            {t('form.create')}
          </Button>
          <ButtonLink href="/" variant="quiet">
            {t('common:cancel')}
          </ButtonLink>
        </FormActions>
      </Form>
    </NarrowPage>
  );
}
