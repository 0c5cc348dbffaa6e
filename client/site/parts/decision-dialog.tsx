import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { classNames } from '#client/ui/class-names.ts';
import { Dialog } from '#client/ui/dialog.tsx';
import { Form } from '#client/ui/form.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { RadioGroup, type RadioOption } from '#client/ui/radio-group.tsx';
import { TextArea } from '#client/ui/text-area.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import styles from './decision-dialog.module.css';
import { DialogActions } from './dialog-actions.tsx';
import { useFormErrors } from './use-form-errors.ts';

export interface DecisionDialogProps<Choice extends string> {
  title: string;
  /** What it is about: above what is asked, or beside it where the sheet is large. */
  children: ReactNode;
  size?: 'medium' | 'large';
  /** What there is to choose from; without it there is only a reason to give. */
  choice?: { legend: string; options: readonly RadioOption<Choice>[]; missing: string };
  reason: { label: string; hint?: string; missing: string; min?: number; max: number };
  /** Names the act on its button. */
  act: string;
  danger?: boolean;
  /** What is said once it is done, where the page does not show it. */
  done?: string;
  send: (decision: { choice: Choice; reason: string }) => Promise<unknown>;
  onClose: () => void;
}

/** What somebody decides in their own name, and why: whoever it concerns reads the reason, and so does an auditor. */
export function DecisionDialog<Choice extends string = never>({
  title,
  children,
  size = 'medium',
  choice,
  reason: asked,
  act,
  danger = false,
  done,
  send,
  onClose,
}: DecisionDialogProps<Choice>) {
  const [chosen, setChosen] = useState<Choice | ''>('');
  const [reason, setReason] = useState('');
  const about = useRef<HTMLDivElement>(null);

  // The first field has the focus from the start; what it is about is read before it, also where a phone has no room for both.
  useEffect(() => {
    const frame = requestAnimationFrame(() => about.current?.scrollIntoView({ block: 'start' }));
    return () => cancelAnimationFrame(frame);
  }, []);

  const save = useMutation({
    // Without a choice nobody reads it.
    mutationFn: () => send({ choice: chosen as Choice, reason }),
    onSuccess: () => {
      if (done) showToast({ text: done, tone: 'success' });
      onClose();
    },
  });
  const errors = useFormErrors({
    error: save.error,
    problems: {
      choice: choice && chosen === '' && choice.missing,
      reason: reason.trim().length < (asked.min ?? 1) && asked.missing,
    },
  });

  return (
    <Dialog open onClose={onClose} title={title} size={size} closeable={!save.isPending}>
      <Form onSubmit={() => errors.submit(() => save.mutateAsync())}>
        <div className={classNames(styles.sheet, size === 'large' && styles.beside)}>
          <div ref={about} className={styles.part}>
            {children}
          </div>
          <div className={styles.part}>
            {choice && (
              <RadioGroup
                legend={choice.legend}
                value={chosen}
                onChange={setChosen}
                error={errors.of('choice')}
                options={choice.options}
              />
            )}
            <TextArea
              label={asked.label}
              hint={asked.hint}
              name="reason"
              rows={3}
              value={reason}
              onChange={setReason}
              max={asked.max}
              error={errors.of('reason')}
            />
            <FormError error={errors.rest} />
          </div>
        </div>
        <DialogActions act={act} danger={danger} pending={save.isPending} onClose={onClose} />
      </Form>
    </Dialog>
  );
}
