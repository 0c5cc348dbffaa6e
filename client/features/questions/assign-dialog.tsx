import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#client/ui/button.tsx';
import { Dialog } from '#client/ui/dialog.tsx';
import { Form } from '#client/ui/form.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { Select } from '#client/ui/select.tsx';
import type { StaffQuestionDto } from '#shared/features/questions.ts';
import styles from './answer-dialog.module.css';

export interface Panellist {
  personId: string;
  name: string;
}

export interface AssignDialogProps {
  question: StaffQuestionDto;
  loadPanellists: () => Promise<readonly Panellist[]>;
  onAssign: (assigneeId: string | null) => Promise<void>;
  onClose: () => void;
}

const nobody = 'nobody';

/** Who is to answer: anybody on the staff, also those who are not in the room. */
export function AssignDialog({ question, loadPanellists, onAssign, onClose }: AssignDialogProps) {
  const { t } = useTranslation('room-staff');
  const { body, assigneeId, assigneeName } = question;
  const [panellists, setPanellists] = useState<readonly Panellist[]>(
    assigneeId && assigneeName !== null ? [{ personId: assigneeId, name: assigneeName }] : [],
  );
  const [chosen, setChosen] = useState(assigneeId ?? nobody);
  const [isPending, setIsPending] = useState(false);
  const [error, setError] = useState<unknown>();

  // Asked for once, when the dialog opens: who is on the staff does not change while one chooses.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the loader is a new function with each draw of the queue behind
  useEffect(() => {
    let isGone = false;
    loadPanellists().then(
      (loaded) => !isGone && setPanellists(loaded),
      (thrown: unknown) => !isGone && setError(thrown),
    );
    return () => {
      isGone = true;
    };
  }, []);

  async function save() {
    if (isPending) return;
    setIsPending(true);
    setError(undefined);
    try {
      await onAssign(chosen === nobody ? null : chosen);
      onClose();
    } catch (thrown) {
      setError(thrown);
      setIsPending(false);
    }
  }

  return (
    <Dialog open onClose={onClose} title={t('queue.assignTitle')} closeable={!isPending}>
      <Form onSubmit={save}>
        <blockquote className={styles.question}>{body}</blockquote>
        <Select
          label={t('queue.assignLabel')}
          name="assignee"
          value={chosen}
          onChange={setChosen}
          options={[
            { value: nobody, label: t('queue.assignNobody') },
            ...panellists.map(({ personId, name }) => ({ value: personId, label: name })),
          ]}
        />
        <FormError error={error} />
        <Button type="submit" variant="primary" pending={isPending}>
          {t('queue.assignSave')}
        </Button>
      </Form>
    </Dialog>
  );
}
