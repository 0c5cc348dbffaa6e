import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RecordTopic } from '#client/features/record/record-topic.tsx';
import { http } from '#client/lib/http.ts';
import { newId } from '#client/lib/new-id.ts';
import { useFormat } from '#client/lib/use-format.ts';
import { Button } from '#client/ui/button.tsx';
import { Dialog } from '#client/ui/dialog.tsx';
import { Form, FormActions } from '#client/ui/form.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { RadioGroup } from '#client/ui/radio-group.tsx';
import { TextArea } from '#client/ui/text-area.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import type { DeskObjectionDto } from '#shared/features/records.ts';
import { limits } from '#shared/limits.ts';
import { learnerRecordQuery, objectionsQuery } from '../data/queries.ts';
import { LoadedPart } from '../parts/loaded.tsx';
import { useFormErrors } from '../parts/use-form-errors.ts';

const decisions = ['confirmed_by_hand', 'excused', 'refused'] as const;
type Choice = (typeof decisions)[number];

interface DecideDialogProps {
  seriesId: string;
  timeZone: string;
  objection: DeskObjectionDto;
  onClose: () => void;
}

/** What was recorded, what the learner says, and the decision, on one sheet. */
export function DecideDialog({ seriesId, timeZone, objection, onClose }: DecideDialogProps) {
  const { t } = useTranslation(['site-objections', 'common']);
  const client = useQueryClient();
  const format = useFormat(timeZone);
  const { objectionId, personId, topicId } = objection;
  const record = useQuery(learnerRecordQuery(seriesId, personId));
  const [correctionId] = useState(newId);
  const [choice, setChoice] = useState<Choice | ''>('');
  const [reason, setReason] = useState('');

  const save = useMutation({
    mutationFn: (chosen: Choice) =>
      http('POST /api/series/:seriesId/objections/:objectionId/decision', {
        params: { seriesId, objectionId },
        body:
          chosen === 'refused'
            ? { accepted: false, reason }
            : { accepted: true, correctionId, outcome: chosen, reason },
      }),
    onSuccess: () => {
      void client.invalidateQueries(objectionsQuery(seriesId));
      void client.invalidateQueries({ queryKey: ['results', seriesId] });
      showToast({ text: t('sent'), tone: 'success' });
      onClose();
    },
  });
  const errors = useFormErrors({
    error: save.error,
    problems: {
      choice: choice === '' && t('choose'),
      reason: reason.trim() === '' && t('reasonMissing'),
    },
  });

  return (
    <Dialog open onClose={onClose} title={t('decideOf', { name: objection.name })} size="large">
      <Form onSubmit={() => errors.submit(async () => choice && save.mutateAsync(choice))}>
        <LoadedPart query={record}>
          {({ topics, rule }) => {
            const topic = topics.find((other) => other.topicId === topicId);
            return topic && <ul>{<RecordTopic topic={topic} rule={rule.rule} format={format} />}</ul>;
          }}
        </LoadedPart>
        <RadioGroup
          legend={t('decision')}
          value={choice}
          onChange={setChoice}
          error={errors.of('choice')}
          options={decisions.map((value) => ({
            value,
            label: t(`outcome.${value}`),
            hint: t(`outcomeHint.${value}`),
          }))}
        />
        <TextArea
          label={t('reason')}
          hint={t('reasonHint')}
          value={reason}
          onChange={setReason}
          max={limits.reasonMax}
          error={errors.of('reason')}
        />
        <FormError error={errors.rest} />
        <FormActions>
          <Button type="submit" variant="primary" pending={save.isPending}>
            {t('send')}
          </Button>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
