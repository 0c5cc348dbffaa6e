import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '#client/lib/http.ts';
import { newId } from '#client/lib/new-id.ts';
import { Banner } from '#client/ui/banner.tsx';
import { Button } from '#client/ui/button.tsx';
import { Form, FormActions } from '#client/ui/form.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { Section } from '#client/ui/section.tsx';
import { TextField } from '#client/ui/text-field.tsx';
import { limits } from '#shared/limits.ts';
import { hasCode } from '../data/query-client.ts';
import { useFormErrors } from '../parts/use-form-errors.ts';
import { useKeepHall } from './use-my-hall.ts';

const SHORTEST = 3;

export function RegisterHall({ code }: { code: string }) {
  const { t } = useTranslation('halls');
  const keep = useKeepHall(code);
  const id = useRef(newId());
  const [name, setName] = useState('');
  const [place, setPlace] = useState('');
  const send = useMutation({
    mutationFn: () =>
      http('POST /api/rooms/:code/my-hall', {
        params: { code },
        body: { clientId: id.current, name, place },
      }),
    onSuccess: keep,
  });
  const isTaken = hasCode(send.error, 'conflict');
  const errors = useFormErrors({
    error: isTaken ? null : send.error,
    problems: {
      name: name.trim().length < SHORTEST && t('register.tooShort'),
      place: place.trim().length < SHORTEST && t('register.tooShort'),
    },
  });
  return (
    <Section title={t('register.title')} lead={t('register.lead')}>
      <Form onSubmit={() => errors.submit(() => send.mutateAsync())}>
        <TextField
          label={t('register.name')}
          name="hallName"
          placeholder={t('register.namePlaceholder')}
          maxLength={limits.hallNameMax}
          value={name}
          onChange={setName}
          error={errors.of('name')}
        />
        <TextField
          label={t('register.place')}
          name="hallPlace"
          placeholder={t('register.placePlaceholder')}
          maxLength={limits.hallPlaceMax}
          value={place}
          onChange={setPlace}
          error={errors.of('place')}
        />
        {isTaken && <Banner tone="warning">{t('register.conflict')}</Banner>}
        <FormError error={errors.rest} />
        <FormActions>
          <Button type="submit" variant="primary" pending={send.isPending}>
            {t('register.send')}
          </Button>
        </FormActions>
      </Form>
    </Section>
  );
}

export function ConfirmInHall({ code }: { code: string }) {
  const { t } = useTranslation('halls');
  const [digits, setDigits] = useState('');
  const send = useMutation({
    mutationFn: () =>
      http('POST /api/rooms/:code/hall-confirmation', { params: { code }, body: { digits: digits.trim() } }),
    onSuccess: () => setDigits(''),
  });
  const errors = useFormErrors({
    error: send.error,
    problems: { digits: !/^\d{4}$/u.test(digits.trim()) && t('confirm.wrong') },
  });
  return (
    <Section title={t('confirm.title')} lead={t('confirm.lead')}>
      {send.data && (
        <Banner tone="success" live>
          {t('confirm.done', { hall: send.data.hallName })}
        </Banner>
      )}
      <Form
        onSubmit={async () => {
          await errors.submit(() => send.mutateAsync());
          if (/^\d{4}$/u.test(digits.trim())) errors.reset();
        }}
      >
        <TextField
          label={t('confirm.digits')}
          name="digits"
          inputMode="numeric"
          autoComplete="off"
          maxLength={4}
          value={digits}
          onChange={setDigits}
          error={errors.of('digits')}
        />
        <FormError error={errors.rest} />
        <FormActions>
          <Button type="submit" variant="primary" pending={send.isPending}>
            {t('confirm.send')}
          </Button>
        </FormActions>
      </Form>
    </Section>
  );
}
