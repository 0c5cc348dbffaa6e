import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '#client/lib/http.ts';
import { Button } from '#client/ui/button.tsx';
import { Form, FormActions } from '#client/ui/form.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { TextField } from '#client/ui/text-field.tsx';
import { hasCode } from '../data/query-client.ts';
import { publicLink } from '../parts/addresses.ts';
import { useFormErrors } from '../parts/use-form-errors.ts';
import { findLinkToken, findSessionCode } from './session-code.ts';

/** The way in for whoever was told a code: asks whether it exists first, so that a slip is told here. */
export function EnterCodeForm({ isMain = false }: { isMain?: boolean }) {
  const { t } = useTranslation('site-home');
  const [typed, setTyped] = useState('');
  const code = findSessionCode(typed);

  const enter = useMutation({
    mutationFn: () => http('GET /api/rooms/:code', { params: { code: code ?? '' } }),
    onSuccess: ({ session }) => location.assign(publicLink(session.code, findLinkToken(typed))),
  });
  const isUnknown = hasCode(enter.error, 'not_found');
  const errors = useFormErrors({
    error: isUnknown ? null : enter.error,
    problems: { code: (typed.trim() === '' && t('code.missing')) || (!code && t('code.wrong')) },
    refused: { code: t('code.wrong') },
  });

  return (
    <Form onSubmit={() => errors.submit(() => enter.mutateAsync())}>
      <TextField
        label={t('code.label')}
        hint={t('code.hint')}
        name="code"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={typed}
        onChange={(value) => {
          setTyped(value);
          if (enter.error) enter.reset();
        }}
        error={isUnknown ? t('code.unknown') : errors.of('code')}
      />
      <FormError error={errors.rest} />
      <FormActions>
        <Button
          type="submit"
          variant={isMain ? 'primary' : 'secondary'}
          size={isMain ? 'large' : 'regular'}
          pending={enter.isPending || enter.isSuccess}
        >
          {t('code.enter')}
        </Button>
      </FormActions>
    </Form>
  );
}
