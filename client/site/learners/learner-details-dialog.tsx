import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '#client/lib/http.ts';
import { countCodePoints } from '#client/lib/names.ts';
import { FieldRow } from '#client/ui/form.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { Select } from '#client/ui/select.tsx';
import { TextField } from '#client/ui/text-field.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import type { EnrolmentDto } from '#shared/features/enrolment.ts';
import { limits } from '#shared/limits.ts';
import { type ParticipantGroup, participantGroups } from '#shared/participant-groups.ts';
import { type ProvinceCode, provinceName, provinces } from '#shared/provinces.ts';
import { enrolmentsQuery } from '../data/queries.ts';
import { useFormErrors } from '../parts/use-form-errors.ts';
import { LearnerFormDialog } from './learner-form-dialog.tsx';
import { readBirthYear } from './read-cells.ts';

export interface LearnerDetailsDialogProps {
  seriesId: string;
  learner: EnrolmentDto;
  onClose: () => void;
}

/** What lists, reports and certificates say of a learner besides the name. Each of it may stay empty. */
export function LearnerDetailsDialog({ seriesId, learner, onClose }: LearnerDetailsDialogProps) {
  const { t, i18n } = useTranslation('site-learners');
  const client = useQueryClient();
  const language = i18n.language === 'en' ? 'en' : 'vi';
  const [organisation, setOrganisation] = useState(learner.organisation ?? '');
  const [position, setPosition] = useState(learner.position ?? '');
  const [province, setProvince] = useState<ProvinceCode | ''>(learner.province ?? '');
  const [group, setGroup] = useState<ParticipantGroup | ''>(learner.participantGroup ?? '');
  const [birthYear, setBirthYear] = useState(learner.birthYear ? String(learner.birthYear) : '');

  const save = useMutation({
    mutationFn: () =>
      http('PATCH /api/series/:seriesId/enrolments/:enrolmentId', {
        params: { seriesId, enrolmentId: learner.enrolmentId },
        body: {
          organisation: organisation.trim() || null,
          position: position.trim() || null,
          province: province || null,
          participantGroup: group || null,
          birthYear: readBirthYear(birthYear) ?? null,
        },
      }),
    onSuccess: async () => {
      await client.invalidateQueries(enrolmentsQuery(seriesId));
      showToast({ text: t('details.saved', { name: learner.name }), tone: 'success' });
      onClose();
    },
  });
  const errors = useFormErrors({
    error: save.error,
    problems: {
      organisation: tooLong(organisation, limits.organisationMax),
      position: tooLong(position, limits.positionMax),
      birthYear:
        birthYear.trim() !== '' &&
        !(/^\d{4}$/u.test(birthYear.trim()) && readBirthYear(birthYear)) &&
        t('details.birthYearWrong', { min: limits.birthYearMin, max: limits.birthYearMax }),
    },
  });
  function tooLong(text: string, max: number) {
    return countCodePoints(text.trim()) > max && t('details.tooLong', { max });
  }

  // Districts are history: the choice stands only where somebody has it already.
  const groups = participantGroups.filter(
    ({ code }) => code !== 'can_bo_huyen' || learner.participantGroup === code,
  );
  const unknown = { value: '' as const, label: t('details.unknown') };
  return (
    <LearnerFormDialog
      title={t('details.title', { name: learner.name })}
      lead={t('details.lead')}
      isSaving={save.isPending}
      onSave={() => errors.submit(() => save.mutateAsync())}
      onClose={onClose}
    >
      <TextField
        label={t('details.organisation')}
        hint={t('details.organisationHint')}
        name="organisation"
        value={organisation}
        onChange={setOrganisation}
        error={errors.of('organisation')}
      />
      <TextField
        label={t('details.position')}
        name="position"
        value={position}
        onChange={setPosition}
        error={errors.of('position')}
      />
      <FieldRow>
        <Select<ProvinceCode | ''>
          label={t('details.province')}
          name="province"
          value={province}
          onChange={setProvince}
          options={[unknown, ...provinces.map(({ code }) => ({ value: code, label: provinceName(code) }))]}
        />
        <TextField
          label={t('details.birthYear')}
          name="birthYear"
          inputMode="numeric"
          maxLength={4}
          value={birthYear}
          onChange={setBirthYear}
          error={errors.of('birthYear')}
        />
      </FieldRow>
      <Select<ParticipantGroup | ''>
        label={t('details.group')}
        name="participantGroup"
        value={group}
        onChange={setGroup}
        options={[unknown, ...groups.map((known) => ({ value: known.code, label: known[language] }))]}
      />
      <FormError error={errors.rest} />
    </LearnerFormDialog>
  );
}
