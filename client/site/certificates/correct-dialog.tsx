import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '#client/lib/http.ts';
import { newId } from '#client/lib/new-id.ts';
import { Dialog } from '#client/ui/dialog.tsx';
import { FieldRow, Form } from '#client/ui/form.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { TextArea } from '#client/ui/text-area.tsx';
import { TextField } from '#client/ui/text-field.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import type { CertificateDto } from '#shared/features/certificates.ts';
import { limits } from '#shared/limits.ts';
import { DialogActions } from '../parts/dialog-actions.tsx';
import { useFormErrors } from '../parts/use-form-errors.ts';
import { useSeries } from '../series/series-layout.tsx';
import { keepRegister } from './keep-register.ts';
import { useToday } from './use-today.ts';

/** A new certificate in the place of one that is wrong. */
export function CorrectDialog({
  certificate,
  onClose,
}: {
  certificate: CertificateDto;
  onClose: () => void;
}) {
  const { t } = useTranslation('site-certificates');
  const { seriesId } = useSeries();
  const client = useQueryClient();
  const { certificateId, serial, nameToday } = certificate;
  const [clientId] = useState(newId);
  const [name, setName] = useState(nameToday ?? certificate.name ?? '');
  const [birthYear, setBirthYear] = useState(String(certificate.birthYear ?? ''));
  const [organisation, setOrganisation] = useState(certificate.organisation);
  const [province, setProvince] = useState(certificate.province);
  const [issuedOn, setIssuedOn] = useState(useToday());
  const [reason, setReason] = useState('');

  const send = useMutation({
    mutationFn: () =>
      http('POST /api/series/:seriesId/certificates/:certificateId/correction', {
        params: { seriesId, certificateId },
        body: {
          clientId,
          reason,
          issuedOn,
          name,
          birthYear: birthYear === '' ? null : Number(birthYear),
          organisation,
          province,
        },
      }),
    onSuccess: (answer) => {
      keepRegister(client, seriesId);
      showToast({ text: t('correct.done', { serial: answer.new.serial }), tone: 'success' });
      onClose();
    },
  });
  const errors = useFormErrors({
    error: send.error,
    problems: {
      name: name.trim() === '' && t('correct.nameMissing'),
      birthYear: !/^(\d{4})?$/u.test(birthYear) && t('correct.birthYearWrong'),
      issuedOn: issuedOn === '' && t('issuing.issuedOnWrong'),
      reason: reason.trim() === '' && t('reasonMissing'),
    },
  });

  return (
    <Dialog open onClose={onClose} title={t('correct.title', { serial })} closeable={!send.isPending}>
      <Form onSubmit={() => errors.submit(() => send.mutateAsync())}>
        <p>{t('correct.text')}</p>
        <TextField
          label={t('correct.name')}
          hint={nameToday ? t('correct.nameHint', { name: certificate.name ?? '' }) : undefined}
          error={errors.of('name')}
          value={name}
          onChange={setName}
        />
        <FieldRow>
          <TextField
            label={t('correct.birthYear')}
            inputMode="numeric"
            optional
            error={errors.of('birthYear')}
            value={birthYear}
            onChange={setBirthYear}
          />
          <TextField
            label={t('issuing.issuedOn')}
            type="date"
            error={errors.of('issuedOn')}
            value={issuedOn}
            onChange={setIssuedOn}
          />
        </FieldRow>
        <TextField
          label={t('correct.organisation')}
          optional
          value={organisation}
          onChange={setOrganisation}
        />
        <TextField label={t('correct.province')} optional value={province} onChange={setProvince} />
        <TextArea
          label={t('reason')}
          error={errors.of('reason')}
          value={reason}
          onChange={setReason}
          max={limits.certificateReasonMax}
          rows={3}
        />
        <FormError error={errors.rest} />
        <DialogActions act={t('correct.act')} pending={send.isPending} onClose={onClose} />
      </Form>
    </Dialog>
  );
}
