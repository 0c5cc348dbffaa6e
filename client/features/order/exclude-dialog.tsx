import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '#client/ui/confirm-dialog.tsx';
import { RadioGroup } from '#client/ui/radio-group.tsx';
import { TextField } from '#client/ui/text-field.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import { limits } from '#shared/limits.ts';
import { type ExclusionReason, exclusionReasons } from '#shared/session-door.ts';
import styles from './order.module.css';
import type { OrderActs } from './order-acts.ts';
import { useAct } from './use-act.ts';

export interface ExcludeDialogProps {
  person: { personId: string; name: string };
  kind: 'removed_from_room' | 'banned';
  acts: OrderActs;
  onClose: () => void;
}

const texts = {
  removed_from_room: {
    title: 'exclude.removeTitle',
    text: 'exclude.removeText',
    act: 'exclude.remove',
    done: 'exclude.removed',
  },
  banned: { title: 'exclude.banTitle', text: 'exclude.banText', act: 'exclude.ban', done: 'exclude.banned' },
} as const;

/** What it means, why it is done, and the act; it can be taken back. */
export function ExcludeDialog({ person: { personId, name }, kind, acts, onClose }: ExcludeDialogProps) {
  const { t } = useTranslation('order');
  const act = useAct();
  const [reason, setReason] = useState<ExclusionReason>('disturbing');
  const [note, setNote] = useState('');
  const { title, text, act: actLabel, done } = texts[kind];

  async function exclude() {
    const { exclusionId } = await acts.exclude({ personId, kind, reason, note });
    showToast({
      text: t(done, { name }),
      tone: 'success',
      actionLabel: t('exclude.undo'),
      onAction: () => act(() => acts.letReturn(exclusionId)),
    });
  }

  return (
    <ConfirmDialog
      open
      danger
      onClose={onClose}
      title={t(title, { name })}
      confirmLabel={t(actLabel)}
      onConfirm={exclude}
    >
      <p>{t(text)}</p>
      <RadioGroup
        legend={t('exclude.reason')}
        value={reason}
        onChange={setReason}
        options={exclusionReasons.map((value) => ({ value, label: t(`exclude.reasons.${value}`) }))}
      />
      <TextField
        label={t('exclude.note')}
        hint={t('exclude.noteHint')}
        optional
        maxLength={limits.noteMax}
        value={note}
        onChange={setNote}
      />
      <p className={styles.soft}>{t('exclude.clean')}</p>
    </ConfirmDialog>
  );
}
