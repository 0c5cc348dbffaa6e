import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#client/ui/button.tsx';
import { Dialog } from '#client/ui/dialog.tsx';
import { Form, FormActions } from '#client/ui/form.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { TextArea } from '#client/ui/text-area.tsx';
import { limits } from '#shared/limits.ts';
import { useFormErrors } from '../parts/use-form-errors.ts';

const SHORTEST = 3;

export interface ReasonDialogProps {
  title: string;
  text: string;
  confirmLabel: string;
  error: unknown;
  onConfirm: (reason: string) => Promise<unknown>;
  onClose: () => void;
}

/** What is taken back says why: it is read by whoever it concerns, and by an auditor. */
export function ReasonDialog({ title, text, confirmLabel, error, onConfirm, onClose }: ReasonDialogProps) {
  const { t } = useTranslation(['halls', 'common']);
  const [reason, setReason] = useState('');
  const [isSending, setIsSending] = useState(false);
  const errors = useFormErrors({
    error,
    problems: { reason: reason.trim().length < SHORTEST && t('history.reasonMissing') },
  });

  async function send() {
    setIsSending(true);
    await errors.submit(() => onConfirm(reason));
    setIsSending(false);
  }

  return (
    <Dialog open onClose={onClose} title={title}>
      <Form onSubmit={send}>
        <p>{text}</p>
        <TextArea
          label={t('history.reason')}
          name="reason"
          rows={3}
          max={limits.hallReasonMax}
          value={reason}
          onChange={setReason}
          error={errors.of('reason')}
        />
        <FormError error={errors.rest} />
        <FormActions>
          <Button type="submit" variant="danger" pending={isSending}>
            {confirmLabel}
          </Button>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
