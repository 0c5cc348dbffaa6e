import { useTranslation } from 'react-i18next';
import { useFormat } from '#client/lib/use-format.ts';
import { Button } from '#client/ui/button.tsx';
import { CopyField } from '#client/ui/copy-field.tsx';
import { Dialog } from '#client/ui/dialog.tsx';
import type { InvitationDto } from '#shared/features/accounts.ts';

export interface NewInvitation {
  invitation: InvitationDto;
  url: string;
}

/** The one time that the link can be seen: only its hash is kept. */
export function InvitationLinkDialog({ made, onClose }: { made: NewInvitation; onClose: () => void }) {
  const { t } = useTranslation('site-people');
  const format = useFormat();
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('invite.ready')}
      footer={
        <Button variant="primary" onClick={onClose}>
          {t('invite.done')}
        </Button>
      }
    >
      <CopyField
        label={t('invite.link')}
        value={made.url}
        hint={t('invite.once', { date: format.dateTime(made.invitation.expiresAt) })}
      />
    </Dialog>
  );
}
