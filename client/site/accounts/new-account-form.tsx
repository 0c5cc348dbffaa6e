import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '#client/lib/http.ts';
import { Button } from '#client/ui/button.tsx';
import { Form, FormActions } from '#client/ui/form.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { PasswordField } from '#client/ui/password-field.tsx';
import type { MeDto } from '#shared/features/accounts.ts';
import { signInAddress } from '../parts/addresses.ts';
import { Notes } from '../parts/narrow-page.tsx';
import { useFormErrors } from '../parts/use-form-errors.ts';
import type { Accepted } from './accepted.ts';
import {
  type Contact,
  ContactFields,
  contactOf,
  noContact,
  toContactBody,
  useContactTexts,
} from './contact-fields.tsx';
import { usePasswordTexts } from './password-texts.ts';

export interface NewAccountFormProps {
  token: string;
  /** Whoever is in class by link or name in this browser: known, but without a password. */
  learner: MeDto | null;
  offerSignIn: boolean;
  onAccepted: (accepted: Accepted) => void;
}

export function NewAccountForm({ token, learner, offerSignIn, onAccepted }: NewAccountFormProps) {
  const { t } = useTranslation(['site-accounts', 'common']);
  const [contact, setContact] = useState<Contact>(learner ? contactOf(learner) : noContact);
  const [password, setPassword] = useState('');
  const contactTexts = useContactTexts(contact, { needed: true });
  const passwordTexts = usePasswordTexts(password);

  const accept = useMutation({
    mutationFn: () =>
      http('POST /api/invitations/accept', {
        body: { token, account: { ...toContactBody(contact), password } },
      }),
    onSuccess: onAccepted,
  });
  const errors = useFormErrors({
    error: accept.error,
    problems: { ...contactTexts.problems, password: passwordTexts.problem },
    refused: { ...contactTexts.refused, password: passwordTexts.refused },
  });

  return (
    <>
      {learner && <p>{t('invitation.learnerAccount', { name: learner.name })}</p>}
      <Form onSubmit={() => errors.submit(() => accept.mutateAsync())}>
        <ContactFields
          contact={contact}
          onChange={setContact}
          errorOf={errors.of}
          contactHint={t('invitation.contactHint')}
        />
        <PasswordField
          label={t('common:password')}
          name="new-password"
          autoComplete="new-password"
          hint={passwordTexts.hint}
          value={password}
          onChange={setPassword}
          error={errors.of('password')}
        />
        <FormError error={errors.rest} />
        <FormActions>
          <Button type="submit" variant="primary" size="large" wide pending={accept.isPending}>
            {t('invitation.create')}
          </Button>
        </FormActions>
      </Form>
      {offerSignIn && (
        <Notes>
          <p>
            {t('invitation.haveAccount')}{' '}
            <a href={signInAddress('/invitation')}>{t('invitation.signInFirst')}</a>
          </p>
        </Notes>
      )}
    </>
  );
}
