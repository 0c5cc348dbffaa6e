import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { http } from '#client/lib/http.ts';
import { newId } from '#client/lib/new-id.ts';
import { Button } from '#client/ui/button.tsx';
import { ButtonLink } from '#client/ui/button-link.tsx';
import { Form, FormActions } from '#client/ui/form.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { PageHeader } from '#client/ui/page-header.tsx';
import { keepSession } from '../data/keep.ts';
import { seriesAddress, sessionAddress } from '../parts/addresses.ts';
import { NarrowPage } from '../parts/narrow-page.tsx';
import { useFormErrors } from '../parts/use-form-errors.ts';
import { usePageTitle } from '../parts/use-page-title.ts';
import { useSeries } from '../series/series-layout.tsx';
import { newSessionValues, SessionFields, toSessionBody, useSessionTexts } from './session-fields.tsx';

export function NewSessionPage() {
  const { t } = useTranslation(['site-sessions', 'common']);
  const series = useSeries();
  const { seriesId } = series;
  usePageTitle(t('form.newTitle'), series.title);
  const client = useQueryClient();
  const navigate = useNavigate();
  const [clientId] = useState(newId);
  const [values, setValues] = useState(newSessionValues);

  const create = useMutation({
    mutationFn: () =>
      http('POST /api/series/:seriesId/sessions', {
        params: { seriesId },
        body: { clientId, ...toSessionBody(values, series) },
      }),
    onSuccess: (session) => {
      keepSession(client, session);
      void navigate(sessionAddress(session.sessionId), { replace: true });
    },
  });
  const errors = useFormErrors({ error: create.error, ...useSessionTexts(values) });

  return (
    <NarrowPage>
      <PageHeader back={{ href: seriesAddress(seriesId), label: series.title }} title={t('form.newTitle')} />
      <Form onSubmit={() => errors.submit(() => create.mutateAsync())}>
        <SessionFields
          values={values}
          onChange={setValues}
          errorOf={errors.of}
          topics={series.topics}
          timeZone={series.timeZone}
        />
        <FormError error={errors.rest} />
        <FormActions>
          <Button type="submit" variant="primary" pending={create.isPending}>
            {t('form.create')}
          </Button>
          <ButtonLink href={seriesAddress(seriesId)} variant="quiet">
            {t('common:cancel')}
          </ButtonLink>
        </FormActions>
      </Form>
    </NarrowPage>
  );
}
