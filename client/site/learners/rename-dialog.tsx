import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '#client/lib/http.ts';
import { countCodePoints } from '#client/lib/names.ts';
import { newId } from '#client/lib/new-id.ts';
import { Banner } from '#client/ui/banner.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { TextArea } from '#client/ui/text-area.tsx';
import { TextField } from '#client/ui/text-field.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import { AppError } from '#shared/errors.ts';
import type { EnrolmentDto } from '#shared/features/enrolment.ts';
import { limits } from '#shared/limits.ts';
import { enrolmentsQuery } from '../data/queries.ts';
import { useFormErrors } from '../parts/use-form-errors.ts';
import { LearnerFormDialog } from './learner-form-dialog.tsx';

/** A name as it should be written, and why it changes: it stands in lists and on certificates. */
export function RenameDialog({
  seriesId,
  learner,
  onClose,
}: {
  seriesId: string;
  learner: EnrolmentDto;
  onClose: () => void;
}) {
  const { t } = useTranslation('site-learners');
  const client = useQueryClient();
  const [clientId, setClientId] = useState(newId);
  const [name, setName] = useState(learner.name);
  const [reason, setReason] = useState('');

  const save = useMutation({
    mutationFn: () =>
      http('POST /api/series/:seriesId/enrolments/:enrolmentId/name', {
        params: { seriesId, enrolmentId: learner.enrolmentId },
        body: { clientId, name, reason },
      }),
    onSuccess: async (renamed) => {
      await client.invalidateQueries(enrolmentsQuery(seriesId));
      showToast({ text: t('rename.saved', { name: renamed.name }), tone: 'success' });
      onClose();
    },
    // What was refused may be sent anew with other words.
    onError: () => setClientId(newId()),
  });
  const errors = useFormErrors({
    error: save.error,
    problems: {
      name:
        (name.trim() === '' && t('rename.nameMissing')) ||
        (countCodePoints(name.trim()) > limits.nameMax && t('details.tooLong', { max: limits.nameMax })),
      reason: reason.trim() === '' && t('rename.reasonMissing'),
    },
  });
  const hasAccount = save.error instanceof AppError && save.error.code === 'not_allowed';

  return (
    <LearnerFormDialog
      title={t('rename.title', { name: learner.name })}
      lead={t('rename.lead')}
      isSaving={save.isPending}
      onSave={() => errors.submit(() => save.mutateAsync())}
      onClose={onClose}
    >
      <TextField
        label={t('column.name')}
        name="name"
        value={name}
        onChange={setName}
        error={errors.of('name')}
      />
      <TextArea
        label={t('rename.reason')}
        hint={t('rename.reasonHint')}
        value={reason}
        onChange={setReason}
        error={errors.of('reason')}
        max={limits.certificateReasonMax}
        rows={2}
      />
      {hasAccount ? (
        <Banner tone="warning">{t('rename.hasAccount')}</Banner>
      ) : (
        <FormError error={errors.rest} />
      )}
    </LearnerFormDialog>
  );
}
