import { useTranslation } from 'react-i18next';
import { useErrorText } from '#client/lib/error-text.ts';
import type { PendingWrite } from '#client/room/connection/outbox.ts';
import { Button } from '#client/ui/button.tsx';
import { Icon } from '#client/ui/icon.tsx';
import parts from '#client/ui/pending.module.css';
import styles from './pending-question.module.css';

export type PendingAsk = PendingWrite<'ask', { clientId: string; body: string; anonymous: boolean }>;

export interface PendingQuestionProps {
  write: PendingAsk;
  onDiscard: () => void;
  onEdit: () => void;
}

/** A question that the server has not answered yet: its writer sees where it is, and never loses it. */
export function PendingQuestion({ write, onDiscard, onEdit }: PendingQuestionProps) {
  const { t } = useTranslation('questions');
  const errorText = useErrorText();
  const { state, input, error } = write;
  return (
    <li className={styles.pending} data-pending={state}>
      <p className={parts.body}>{input.body}</p>
      {state === 'failed' ? (
        <>
          <p className={parts.failed} role="alert">
            <Icon name="warning" size={18} />
            <span>
              {t('failed')}. {errorText(error)}
            </span>
          </p>
          <div className={parts.acts}>
            <Button onClick={onEdit}>{t('editAgain')}</Button>
            <Button variant="quiet" onClick={onDiscard}>
              {t('discard')}
            </Button>
          </div>
        </>
      ) : (
        <p className={parts.state} role="status">
          <Icon name="clock" size={18} />
          {t(state)}
        </p>
      )}
    </li>
  );
}
