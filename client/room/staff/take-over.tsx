import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '#client/lib/error-text.ts';
import { Button } from '#client/ui/button.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import { can } from '#shared/roles.ts';
import { LeadNotice } from '../live/lead-notice.tsx';
import { useFacts, useRoom } from '../room-context.ts';
import { DeviceDialog } from './device-dialog.tsx';
import type { Studio } from './studio.ts';

/** One act for a second trainer: leads from now on, and goes on air where they are not yet. */
export function TakeOver({ studio }: { studio: Studio }) {
  const { t } = useTranslation('room-staff');
  const room = useRoom();
  const { you } = useFacts();
  const errorText = useErrorText();
  const [isPending, setIsPending] = useState(false);
  const [isChoosing, setIsChoosing] = useState(false);

  async function takeOver() {
    setIsPending(true);
    try {
      const { lead } = await room.connection.request('lead:take_over', {});
      room.stage.takeLead(lead);
      setIsChoosing(!studio.isOnAir);
    } catch (error) {
      showToast({ text: errorText(error), tone: 'danger' });
    } finally {
      setIsPending(false);
    }
  }

  return (
    <>
      <LeadNotice
        action={
          can(you.role, 'stage.lead') && (
            <Button variant="primary" pending={isPending} onClick={() => void takeOver()}>
              {t('air.takeOver')}
            </Button>
          )
        }
      />
      {isChoosing && <DeviceDialog studio={studio} onClose={() => setIsChoosing(false)} />}
    </>
  );
}
