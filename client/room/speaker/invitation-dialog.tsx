import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '#client/lib/use-now.ts';
import { playChime } from '#client/media/chime.ts';
import { Button } from '#client/ui/button.tsx';
import { Dialog } from '#client/ui/dialog.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import type { StageMemberDto } from '#shared/features/stage.ts';
import { useRoom } from '../room-context.ts';
import styles from './invitation-dialog.module.css';

export interface InvitationDialogProps {
  member: StageMemberDto;
  onAnswer: (accepted: boolean) => Promise<void>;
}

/** Asks, and goes with the invitation: it is closed by an answer, by staff, or by the time. */
export function InvitationDialog({ member, onAnswer }: InvitationDialogProps) {
  const { t } = useTranslation('room-stage');
  const nowMs = useNow(useRoom().clock.nowMs);
  const [answering, setAnswering] = useState<boolean>();
  const [error, setError] = useState<unknown>();
  const { invitedByName: name, expiresAt, since } = member;
  const seconds = Math.max(0, Math.ceil((Date.parse(expiresAt ?? since) - nowMs) / 1_000));

  // Whoever listens while looking elsewhere hears that it is about them.
  useEffect(playChime, []);

  async function answer(accepted: boolean) {
    setAnswering(accepted);
    setError(undefined);
    try {
      await onAnswer(accepted);
    } catch (thrown) {
      setError(thrown);
      setAnswering(undefined);
    }
  }

  return (
    <Dialog
      open
      // Neither a slip of the thumb nor Esc is an answer.
      closeable={false}
      onClose={() => {}}
      title={t('invitation.title')}
      size="small"
      footer={
        <>
          <Button
            variant="primary"
            icon="microphone"
            pending={answering === true}
            disabled={answering === false}
            onClick={() => void answer(true)}
          >
            {t('invitation.yes')}
          </Button>
          <Button
            pending={answering === false}
            disabled={answering === true}
            onClick={() => void answer(false)}
          >
            {t('invitation.no')}
          </Button>
        </>
      }
    >
      <div className={styles.text}>
        <p className={styles.lead}>{name ? t('invitation.text', { name }) : t('invitation.textUnnamed')}</p>
        <p>{t('invitation.promise')}</p>
        <p className={styles.left}>{t('invitation.left', { seconds })}</p>
        <FormError error={error} />
      </div>
    </Dialog>
  );
}
