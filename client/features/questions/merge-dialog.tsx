import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#client/ui/button.tsx';
import { Dialog } from '#client/ui/dialog.tsx';
import { Form } from '#client/ui/form.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { RadioGroup } from '#client/ui/radio-group.tsx';
import type { StaffQuestionDto } from '#shared/features/questions.ts';
import { canTakeMerged } from '#shared/question-lifecycle.ts';
import { questionSimilarity, toGrams } from '#shared/question-similarity.ts';
import styles from './answer-dialog.module.css';

export interface MergeDialogProps {
  question: StaffQuestionDto;
  questions: readonly StaffQuestionDto[];
  onMerge: (intoId: string) => Promise<void>;
  onClose: () => void;
}

/** Into which question: the most alike first. */
export function MergeDialog({ question, questions, onMerge, onClose }: MergeDialogProps) {
  const { t } = useTranslation(['room-staff', 'questions']);
  const [chosen, setChosen] = useState('');
  const [isChecked, setIsChecked] = useState(false);
  const [isPending, setIsPending] = useState(false);
  const [error, setError] = useState<unknown>();
  const targets = useMemo(() => listTargets(question, questions), [question, questions]);

  async function merge() {
    setIsChecked(true);
    if (chosen === '' || isPending) return;
    setIsPending(true);
    setError(undefined);
    try {
      await onMerge(chosen);
      onClose();
    } catch (thrown) {
      setError(thrown);
      setIsPending(false);
    }
  }

  return (
    <Dialog open onClose={onClose} title={t('queue.mergeTitle')} closeable={!isPending}>
      {targets.length === 0 ? (
        <p>{t('queue.mergeNone')}</p>
      ) : (
        <Form onSubmit={merge}>
          <blockquote className={styles.question}>{question.body}</blockquote>
          <RadioGroup
            legend={t('queue.mergeLabel')}
            hint={t('queue.mergeHint')}
            value={chosen}
            onChange={setChosen}
            error={isChecked && chosen === '' ? t('queue.mergeMissing') : undefined}
            options={targets.map(({ questionId, body, votes }) => ({
              value: questionId,
              label: body,
              hint: t('questions:votes', { count: votes }),
            }))}
          />
          <FormError error={error} />
          <Button type="submit" variant="primary" icon="link" pending={isPending}>
            {t('queue.mergeDo')}
          </Button>
        </Form>
      )}
    </Dialog>
  );
}

function listTargets(question: StaffQuestionDto, questions: readonly StaffQuestionDto[]): StaffQuestionDto[] {
  const grams = toGrams(question.body);
  return questions
    .filter(
      ({ questionId, state }) => questionId !== question.questionId && canTakeMerged(question.state, state),
    )
    .map((target) => ({ target, score: questionSimilarity(grams, toGrams(target.body)) }))
    .sort((left, right) => right.score - left.score || right.target.votes - left.target.votes)
    .map(({ target }) => target);
}
