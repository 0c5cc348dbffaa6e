import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '#client/lib/http.ts';
import { Button } from '#client/ui/button.tsx';
import { FormActions } from '#client/ui/form.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import type { MeDto } from '#shared/features/accounts.ts';
import type { Accepted } from './accepted.ts';

export interface AcceptAsMeProps {
  token: string;
  me: MeDto;
  onAccepted: (accepted: Accepted) => void;
  /** The way out for somebody else. */
  children: ReactNode;
}

/** Somebody with an account takes the role on with one click. */
export function AcceptAsMe({ token, me, onAccepted, children }: AcceptAsMeProps) {
  const { t } = useTranslation('site-accounts');
  const accept = useMutation({
    mutationFn: () => http('POST /api/invitations/accept', { body: { token } }),
    onSuccess: onAccepted,
  });
  return (
    <>
      <p>{t('invitation.signedInAs', { name: me.name })}</p>
      <FormError error={accept.error} />
      <FormActions>
        <Button variant="primary" size="large" pending={accept.isPending} onClick={() => accept.mutate()}>
          {t('invitation.acceptAs', { name: me.name })}
        </Button>
        {children}
      </FormActions>
    </>
  );
}
