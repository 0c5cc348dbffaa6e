import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#client/lib/use-format.ts';
import { Button } from '#client/ui/button.tsx';
import { ConfirmDialog } from '#client/ui/confirm-dialog.tsx';
import { StatusPill } from '#client/ui/status-pill.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import type { Tone } from '#client/ui/tone.ts';
import type { InvitationDto } from '#shared/features/accounts.ts';
import { RuledItem, RuledList } from '../parts/ruled-list.tsx';

const tones: Record<InvitationDto['state'], Tone> = {
  open: 'accent',
  accepted: 'success',
  expired: 'neutral',
  revoked: 'neutral',
};

export interface InvitationListProps {
  invitations: readonly InvitationDto[];
  /** Absent for those who may look but not take back. */
  onRevoke?: (invitationId: string) => Promise<void>;
}

export function InvitationList({ invitations, onRevoke }: InvitationListProps) {
  const { t } = useTranslation('site-people');
  const format = useFormat();
  const [revoking, setRevoking] = useState<InvitationDto | null>(null);

  async function revoke() {
    if (!revoking || !onRevoke) return;
    await onRevoke(revoking.invitationId);
    showToast({ text: t('invitations.revoked'), tone: 'success' });
  }

  return (
    <>
      <RuledList>
        {invitations.map((invitation) => {
          const { kind, note, state } = invitation;
          const kindText = t(`invitations.kind.${kind}`);
          const created = t('invitations.created', { date: format.date(invitation.createdAt) });
          const expires = t('invitations.expires', { date: format.date(invitation.expiresAt) });
          return (
            <RuledItem
              key={invitation.invitationId}
              title={note || kindText}
              notes={[...(note ? [kindText] : []), created, ...(state === 'open' ? [expires] : [])]}
              aside={
                <>
                  <StatusPill tone={tones[state]}>{t(`invitations.state.${state}`)}</StatusPill>
                  {state === 'open' && onRevoke && (
                    <Button variant="quiet" onClick={() => setRevoking(invitation)}>
                      {t('invitations.revoke')}
                    </Button>
                  )}
                </>
              }
            />
          );
        })}
      </RuledList>
      <ConfirmDialog
        open={revoking !== null}
        onClose={() => setRevoking(null)}
        title={t('invitations.revokeTitle')}
        confirmLabel={t('invitations.revoke')}
        danger
        onConfirm={revoke}
      >
        {t('invitations.revokeText')}
      </ConfirmDialog>
    </>
  );
}
