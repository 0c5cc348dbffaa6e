import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '#client/lib/http.ts';
import { countCodePoints } from '#client/lib/names.ts';
import { Button } from '#client/ui/button.tsx';
import { Dialog } from '#client/ui/dialog.tsx';
import { Form, FormActions } from '#client/ui/form.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { Select } from '#client/ui/select.tsx';
import { TextArea } from '#client/ui/text-area.tsx';
import { TextField } from '#client/ui/text-field.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import type { QuestionRecordDto } from '#shared/features/questions.ts';
import { limits } from '#shared/limits.ts';
import { panellistsQuery } from '../data/queries.ts';
import styles from './questions.module.css';

const nobody = 'nobody';

/** The answer in writing, who is to give it and by when; kept as a draft until it is published. */
export function AnswerRecordDialog({
  question,
  onClose,
}: {
  question: QuestionRecordDto;
  onClose: () => void;
}) {
  const { t } = useTranslation('site-questions');
  const client = useQueryClient();
  const { sessionId, questionId } = question;
  const panellists = useQuery(panellistsQuery(sessionId)).data?.panellists ?? [];
  const [answer, setAnswer] = useState(question.draft ?? question.answer ?? '');
  const [dueOn, setDueOn] = useState(question.dueOn ?? '');
  const [assignee, setAssignee] = useState(question.assigneeId ?? nobody);
  const [isChecked, setIsChecked] = useState(false);
  const length = countCodePoints(answer.trim());
  const long = length > limits.answerMax && t('answerLong', { max: limits.answerMax });
  const problem = long || (length === 0 && t('answerMissing')) || undefined;

  const save = useMutation({
    mutationFn: async (publish: boolean) => {
      const params = { sessionId, questionId };
      const assigneeId = assignee === nobody ? null : assignee;
      const arranged = assigneeId !== question.assigneeId || (dueOn || null) !== question.dueOn;
      if (arranged) {
        const body = { assigneeId, dueOn: dueOn || null };
        await http('PATCH /api/sessions/:sessionId/questions/:questionId', { params, body });
      }
      const body = { answer: answer.trim(), publish };
      await http('PUT /api/sessions/:sessionId/questions/:questionId/answer', { params, body });
    },
    onSuccess: (_done, publish) => {
      showToast({ text: publish ? t('published') : t('draftSaved'), tone: 'success' });
      onClose();
    },
    // Also after a failure: the half of it may have been done.
    onSettled: () => client.invalidateQueries({ queryKey: ['questions'] }),
  });

  function publish() {
    setIsChecked(true);
    if (!problem && !save.isPending) save.mutate(true);
  }

  function saveDraft() {
    if (!long && !save.isPending) save.mutate(false);
  }

  return (
    <Dialog open onClose={onClose} title={t('answerTitle')} size="large" closeable={!save.isPending}>
      <Form onSubmit={publish}>
        <blockquote className={styles.quote}>{question.body}</blockquote>
        <TextArea
          label={t('answer')}
          hint={t('publishHint')}
          name="answer"
          value={answer}
          onChange={setAnswer}
          max={limits.answerMax}
          rows={7}
          error={long || (isChecked ? problem : undefined) || undefined}
          onSubmitShortcut={publish}
        />
        <div className={styles.pair}>
          <Select
            label={t('assignee')}
            name="assignee"
            value={assignee}
            onChange={setAssignee}
            options={[
              { value: nobody, label: t('nobody') },
              ...panellists.map(({ personId, name }) => ({ value: personId, label: name })),
            ]}
          />
          <TextField label={t('dueOn')} name="dueOn" type="date" value={dueOn} onChange={setDueOn} optional />
        </div>
        <FormError error={save.error} />
        <FormActions>
          <Button type="submit" variant="primary" icon="send" pending={save.isPending}>
            {t('publish')}
          </Button>
          <Button onClick={saveDraft} disabled={save.isPending}>
            {t('saveDraft')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
