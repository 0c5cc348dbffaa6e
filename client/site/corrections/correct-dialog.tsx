import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '#client/lib/http.ts';
import { newId } from '#client/lib/new-id.ts';
import { Button } from '#client/ui/button.tsx';
import { Dialog } from '#client/ui/dialog.tsx';
import { Form, FormActions } from '#client/ui/form.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { RadioGroup } from '#client/ui/radio-group.tsx';
import { TextArea } from '#client/ui/text-area.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import { type CorrectionOutcome, correctionOutcomes } from '#shared/attendance-judgement.ts';
import type { LearnerRecordDto } from '#shared/features/records.ts';
import { limits } from '#shared/limits.ts';
import { keepLearnerRecord } from '../data/keep.ts';
import { useFormErrors } from '../parts/use-form-errors.ts';

export interface CorrectDialogProps {
  seriesId: string;
  personId: string;
  name: string;
  topic: { topicId: string; title: string };
  onClose: () => void;
}

/** Staff decide otherwise than the record, in their own name. */
export function CorrectDialog({ seriesId, personId, name, topic, onClose }: CorrectDialogProps) {
  const { t } = useTranslation(['site-objections', 'common']);
  const client = useQueryClient();
  const [correctionId] = useState(newId);
  const [outcome, setOutcome] = useState<CorrectionOutcome | ''>('');
  const [reason, setReason] = useState('');

  const save = useMutation({
    mutationFn: (chosen: CorrectionOutcome): Promise<LearnerRecordDto> =>
      http('POST /api/series/:seriesId/corrections', {
        params: { seriesId },
        body: { correctionId, personId, topicId: topic.topicId, outcome: chosen, reason },
      }),
    onSuccess: (record) => {
      keepLearnerRecord(client, seriesId, record);
      showToast({ text: t('corrected'), tone: 'success' });
      onClose();
    },
  });
  const errors = useFormErrors({
    error: save.error,
    problems: {
      outcome: outcome === '' && t('choose'),
      reason: reason.trim() === '' && t('reasonMissing'),
    },
  });

  return (
    <Dialog open onClose={onClose} title={t('correctOf', { name })}>
      <Form onSubmit={() => errors.submit(async () => outcome && save.mutateAsync(outcome))}>
        <p>{t('correctLead', { title: topic.title })}</p>
        <RadioGroup
          legend={t('correctTo')}
          value={outcome}
          onChange={setOutcome}
          error={errors.of('outcome')}
          options={correctionOutcomes.map((value) => ({
            value,
            label: t(`to.${value}`),
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
