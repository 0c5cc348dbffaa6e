import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '#client/lib/http.ts';
import { Button } from '#client/ui/button.tsx';
import { Form, FormActions } from '#client/ui/form.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { PasswordField } from '#client/ui/password-field.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import { VisuallyHidden } from '#client/ui/visually-hidden.tsx';
import { signInsQuery } from '../data/queries.ts';
import { hasCode } from '../data/query-client.ts';
import { useFormErrors } from '../parts/use-form-errors.ts';
import { usePasswordTexts } from './password-texts.ts';

export function PasswordForm({ login }: { login: string }) {
  const { t } = useTranslation('site-accounts');
  const client = useQueryClient();
  const [currentPassword, setCurrentPassword] = useState('');
  const [newPassword, setNewPassword] = useState('');
  const texts = usePasswordTexts(newPassword);

  const change = useMutation({
    mutationFn: () => http('POST /api/account/password', { body: { currentPassword, newPassword } }),
    onSuccess: () => {
      setCurrentPassword('');
      setNewPassword('');
      errors.reset();
      showToast({ text: t('account.passwordChanged'), tone: 'success' });
      void client.invalidateQueries(signInsQuery);
    },
  });
  const isWrong = hasCode(change.error, 'wrong_credentials');
  const errors = useFormErrors({
    error: isWrong ? null : change.error,
    problems: {
      currentPassword: currentPassword === '' && t('signIn.passwordMissing'),
      newPassword: texts.problem,
    },
    refused: { newPassword: texts.refused },
  });

  return (
    <Form onSubmit={() => errors.submit(() => change.mutateAsync())}>
      {/* Tells a password manager whose password this is. */}
      <VisuallyHidden>
        <input
          type="text"
          name="username"
          autoComplete="username"
          value={login}
          readOnly
          tabIndex={-1}
          aria-hidden
        />
      </VisuallyHidden>
      <PasswordField
        label={t('account.currentPassword')}
        name="current-password"
        autoComplete="current-password"
        value={currentPassword}
        onChange={(value) => {
          change.reset();
          setCurrentPassword(value);
        }}
        error={isWrong ? t('fields.currentPasswordWrong') : errors.of('currentPassword')}
      />
      <PasswordField
        label={t('account.newPassword')}
        name="new-password"
        autoComplete="new-password"
        hint={texts.hint}
        value={newPassword}
        onChange={setNewPassword}
        error={errors.of('newPassword')}
      />
      <FormError error={errors.rest} />
      <FormActions>
        <Button type="submit" pending={change.isPending}>
          {t('account.changePassword')}
        </Button>
      </FormActions>
    </Form>
  );
}
