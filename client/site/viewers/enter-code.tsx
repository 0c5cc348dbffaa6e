import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '#client/lib/http.ts';
import { readChoice } from '#client/lib/storage.ts';
import { Banner } from '#client/ui/banner.tsx';
import { Button } from '#client/ui/button.tsx';
import { Form, FormActions } from '#client/ui/form.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { Section } from '#client/ui/section.tsx';
import { TextField } from '#client/ui/text-field.tsx';
import { VIEWER_LETTERS, viewerLetters } from '#shared/viewer-letters.ts';
import { useFormErrors } from '../parts/use-form-errors.ts';
import styles from './enter-code.module.css';
import { phoneKey } from './viewer-door.ts';

const ownCodesQuery = (code: string) =>
  queryOptions({
    queryKey: ['own-viewer-codes', code],
    queryFn: ({ signal }) => http('GET /api/rooms/:code/viewer-codes', { params: { code }, signal }),
  });

export function EnterCode({ code, name }: { code: string; name: string }) {
  const { t } = useTranslation('viewer-codes');
  const client = useQueryClient();
  const own = useQuery(ownCodesQuery(code));
  const [typed, setTyped] = useState('');
  const letters = viewerLetters(typed);
  const send = useMutation({
    mutationFn: () =>
      http('POST /api/rooms/:code/viewer-codes', {
        params: { code },
        body: { letters, phone: readChoice(phoneKey(code)) },
      }),
    onSuccess: (counted) => {
      setTyped('');
      errors.reset();
      client.setQueryData(ownCodesQuery(code).queryKey, counted);
    },
  });
  const errors = useFormErrors({
    error: send.error,
    problems: { letters: letters.length !== VIEWER_LETTERS && t('viewer.codeMissing') },
  });
  const topics = own.data?.topics ?? [];
  return (
    <>
      <p>{t('viewer.hello', { name })}</p>
      {own.data?.isOver && <Banner>{t('viewer.over')}</Banner>}
      {send.isSuccess && (
        <Banner tone="success" live>
          {t('viewer.done')}
        </Banner>
      )}
      <Form onSubmit={() => errors.submit(() => send.mutateAsync())}>
        <div className={styles.letters}>
          <TextField
            label={t('viewer.code')}
            name="letters"
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={20}
            value={typed}
            onChange={(text) => {
              setTyped(text);
              if (send.isSuccess || send.error) send.reset();
            }}
            error={errors.of('letters')}
          />
        </div>
        <FormError error={errors.rest} />
        <FormActions>
          <Button type="submit" variant="primary" size="large" pending={send.isPending}>
            {t('viewer.send')}
          </Button>
        </FormActions>
      </Form>
      <Section title={t('viewer.progress')}>
        {topics.length === 0 ? (
          <p>{t('viewer.noneYet')}</p>
        ) : (
          <ul>
            {topics.map(({ topicTitle, shown, entered }) => (
              <li key={topicTitle}>{t('viewer.topic', { topic: topicTitle, shown, entered })}</li>
            ))}
          </ul>
        )}
      </Section>
    </>
  );
}
