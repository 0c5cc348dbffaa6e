import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { countCodePoints } from '#client/lib/names.ts';
import { Button } from '#client/ui/button.tsx';
import { Dialog } from '#client/ui/dialog.tsx';
import { Form } from '#client/ui/form.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { TextArea } from '#client/ui/text-area.tsx';
import type { StaffQuestionDto } from '#shared/features/questions.ts';
import { limits } from '#shared/limits.ts';
import styles from './answer-dialog.module.css';

export interface AnswerDialogProps {
  question: StaffQuestionDto;
  onAnswer: (answer: string) => Promise<void>;
  onClose: () => void;
}

/** A written answer, under the question it answers. */
export function AnswerDialog({ question, onAnswer, onClose }: AnswerDialogProps) {
  const { t } = useTranslation('room-staff');
  const [answer, setAnswer] = useState(question.answer ?? '');
  const [isChecked, setIsChecked] = useState(false);
  const [isPending, setIsPending] = useState(false);
  const [error, setError] = useState<unknown>();
  const length = countCodePoints(answer.trim());
  const problem =
    length === 0
      ? t('queue.answerMissing')
      : length > limits.answerMax
        ? t('queue.answerLong', { max: limits.answerMax })
        : undefined;

  async function send() {
    setIsChecked(true);
    if (problem || isPending) return;
    setIsPending(true);
    setError(undefined);
    try {
      await onAnswer(answer.trim());
      onClose();
    } catch (thrown) {
      setError(thrown);
      setIsPending(false);
    }
  }

  return (
    <Dialog open onClose={onClose} title={t('queue.answerTitle')} closeable={!isPending}>
      <Form onSubmit={send}>
        <blockquote className={styles.question}>{question.body}</blockquote>
        <TextArea
          label={t('queue.answerLabel')}
          name="answer"
          value={answer}
          onChange={setAnswer}
          max={limits.answerMax}
          rows={6}
          autoFocus
          error={isChecked ? problem : undefined}
          onSubmitShortcut={() => void send()}
        />
        <FormError error={error} />
        <Button type="submit" variant="primary" icon="send" pending={isPending}>
          {t('queue.answerSend')}
        </Button>
      </Form>
    </Dialog>
  );
}
