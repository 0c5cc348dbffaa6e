import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { http } from '#client/lib/http.ts';
import { Button } from '#client/ui/button.tsx';
import { Form, FormActions } from '#client/ui/form.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { PageHeader } from '#client/ui/page-header.tsx';
import { PasswordField } from '#client/ui/password-field.tsx';
import { TextField } from '#client/ui/text-field.tsx';
import { becomeSomeone } from '../data/keep.ts';
import { safeNext } from '../parts/addresses.ts';
import { NarrowPage, Notes } from '../parts/narrow-page.tsx';
import { useFormErrors } from '../parts/use-form-errors.ts';
import { usePageTitle } from '../parts/use-page-title.ts';

export function SignInPage() {
  const { t } = useTranslation(['site-accounts', 'common']);
  usePageTitle(t('signIn.title'));
  const client = useQueryClient();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');

  const signIn = useMutation({
    mutationFn: () => http('POST /api/sign-in', { body: { login, password } }),
    onSuccess: (me) => {
      becomeSomeone(client, me);
      goTo(safeNext(search.get('next')));
    },
  });
  const errors = useFormErrors({
    error: signIn.error,
    problems: {
      login: login.trim() === '' && t('signIn.loginMissing'),
      password: password === '' && t('signIn.passwordMissing'),
    },
    refused: { login: t('signIn.loginMissing') },
  });

  function goTo(next: string) {
    // The room is another page, outside the router.
    if (next.startsWith('/s/')) location.assign(next);
    else void navigate(next, { replace: true });
  }

  return (
    <NarrowPage>
      <PageHeader title={t('signIn.title')} lead={t('signIn.lead')} />
      <Form onSubmit={() => errors.submit(() => signIn.mutateAsync())}>
        <TextField
          label={t('signIn.login')}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          value={login}
          onChange={setLogin}
          error={errors.of('login')}
        />
        <PasswordField
          label={t('common:password')}
          name="password"
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
          error={errors.of('password')}
        />
        <FormError error={errors.rest} />
        <FormActions>
          <Button type="submit" variant="primary" size="large" wide pending={signIn.isPending}>
            {t('common:signIn')}
          </Button>
        </FormActions>
      </Form>
      <Notes>
        <p>{t('signIn.learners')}</p>
        <p>{t('signIn.forgotten')}</p>
      </Notes>
    </NarrowPage>
  );
}
