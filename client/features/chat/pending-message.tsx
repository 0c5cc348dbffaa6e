import { useTranslation } from 'react-i18next';
import { useErrorText } from '#client/lib/error-text.ts';
import type { PendingWrite } from '#client/room/connection/outbox.ts';
import { Button } from '#client/ui/button.tsx';
import { Icon } from '#client/ui/icon.tsx';
import parts from '#client/ui/pending.module.css';
import type { ChatChannel } from '#shared/chat-channels.ts';
import styles from './pending-message.module.css';

export type PendingChat = PendingWrite<
  'chat',
  { clientId: string; channel: ChatChannel; answersId: string | null; body: string }
>;

export interface PendingMessageProps {
  write: PendingChat;
  onDiscard: () => void;
  onEdit: () => void;
}

/** A message that the server has not taken yet: its writer sees where it is, and never loses it. */
export function PendingMessage({ write: { state, input, error }, onDiscard, onEdit }: PendingMessageProps) {
  const { t } = useTranslation('chat');
  const errorText = useErrorText();
  return (
    <li className={styles.pending} data-pending={state}>
      <p className={parts.body}>{input.body}</p>
      {state === 'failed' ? (
        <>
          <p className={parts.failed} role="alert">
            <Icon name="warning" size={16} />
            <span>
              {t('pending.failed')}. {errorText(error)}
            </span>
          </p>
          <div className={parts.acts}>
            <Button onClick={onEdit}>{t('pending.edit')}</Button>
            <Button variant="quiet" onClick={onDiscard}>
              {t('pending.discard')}
            </Button>
          </div>
        </>
      ) : (
        <p className={parts.state}>
          <Icon name="clock" size={16} />
          {t(`pending.${state}`)}
        </p>
      )}
    </li>
  );
}
