import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '#client/lib/http.ts';
import { useFormat } from '#client/lib/use-format.ts';
import { Button } from '#client/ui/button.tsx';
import { ConfirmDialog } from '#client/ui/confirm-dialog.tsx';
import { StatusPill } from '#client/ui/status-pill.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import type { SignInDto } from '#shared/features/accounts.ts';
import { signInsQuery } from '../data/queries.ts';
import { LoadedPart } from '../parts/loaded.tsx';
import { RuledItem, RuledList } from '../parts/ruled-list.tsx';

export function SignInList() {
  const { t } = useTranslation('site-accounts');
  const client = useQueryClient();
  const format = useFormat();
  const signIns = useQuery(signInsQuery);
  const [revoking, setRevoking] = useState<SignInDto | null>(null);

  async function revoke(signInId: string) {
    await http('DELETE /api/account/sign-ins/:signInId', { params: { signInId } });
    await client.invalidateQueries(signInsQuery);
    showToast({ text: t('account.revoked'), tone: 'success' });
  }

  return (
    <>
      <LoadedPart query={signIns}>
        {(answer) => (
          <RuledList>
            {answer.signIns.map((signIn) => (
              <RuledItem
                key={signIn.signInId}
                title={signIn.device}
                notes={[
                  t(`account.origin.${signIn.origin}`),
                  t('account.since', { date: format.date(signIn.createdAt) }),
                  t('account.lastSeen', { ago: format.ago(signIn.lastSeenAt) }),
                ]}
                aside={
                  signIn.current ? (
                    <StatusPill tone="success">{t('account.thisDevice')}</StatusPill>
                  ) : (
                    <Button variant="quiet" onClick={() => setRevoking(signIn)}>
                      {t('account.revoke')}
                    </Button>
                  )
                }
              />
            ))}
          </RuledList>
        )}
      </LoadedPart>
      <ConfirmDialog
        open={revoking !== null}
        onClose={() => setRevoking(null)}
        title={t('account.revokeTitle')}
        confirmLabel={t('account.revoke')}
        danger
        onConfirm={() => revoke(revoking?.signInId ?? '')}
      >
        {t('account.revokeText', { device: revoking?.device ?? '' })}
      </ConfirmDialog>
    </>
  );
}
