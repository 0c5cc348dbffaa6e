import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '#client/lib/http.ts';
import { Button } from '#client/ui/button.tsx';
import { Form, FormActions } from '#client/ui/form.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import type { MeDto } from '#shared/features/accounts.ts';
import { keepMe } from '../data/keep.ts';
import { useFormErrors } from '../parts/use-form-errors.ts';
import { ContactFields, contactOf, toContactBody, useContactTexts } from './contact-fields.tsx';

export function ProfileForm({ me }: { me: MeDto }) {
  const { t } = useTranslation(['site-accounts', 'common']);
  const client = useQueryClient();
  const [contact, setContact] = useState(contactOf(me));
  const texts = useContactTexts(contact, { needed: me.hasPassword });

  const save = useMutation({
    mutationFn: () => http('PATCH /api/account', { body: toContactBody(contact) }),
    onSuccess: (saved) => {
      keepMe(client, saved);
      setContact(contactOf(saved));
      showToast({ text: t('account.saved'), tone: 'success' });
    },
  });
  const errors = useFormErrors({ error: save.error, ...texts });

  return (
    <Form onSubmit={() => errors.submit(() => save.mutateAsync())}>
      <ContactFields contact={contact} onChange={setContact} errorOf={errors.of} />
      <FormError error={errors.rest} />
      <FormActions>
        <Button type="submit" variant="primary" pending={save.isPending}>
          {t('common:save')}
        </Button>
      </FormActions>
    </Form>
  );
}
