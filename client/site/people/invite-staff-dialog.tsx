import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '#client/lib/http.ts';
import { Button } from '#client/ui/button.tsx';
import { Dialog } from '#client/ui/dialog.tsx';
import { Form, FormActions } from '#client/ui/form.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { RadioGroup } from '#client/ui/radio-group.tsx';
import type { StaffRoleName } from '#shared/features/accounts.ts';
import { staffQuery } from '../data/queries.ts';
import { useFormErrors } from '../parts/use-form-errors.ts';
import { InvitationLinkDialog, type NewInvitation } from './invitation-link-dialog.tsx';
import { NoteField, useNoteTexts } from './note-field.tsx';

export function InviteStaffDialog({ seriesId, onClose }: { seriesId: string; onClose: () => void }) {
  const { t } = useTranslation(['site-people', 'common']);
  const client = useQueryClient();
  const [kind, setKind] = useState<StaffRoleName>('trainer');
  const [note, setNote] = useState('');
  const [made, setMade] = useState<NewInvitation | null>(null);

  const invite = useMutation({
    mutationFn: () =>
      http('POST /api/series/:seriesId/invitations', { params: { seriesId }, body: { kind, note } }),
    onSuccess: (answer) => {
      setMade(answer);
      void client.invalidateQueries(staffQuery(seriesId));
    },
  });
  const errors = useFormErrors({ error: invite.error, ...useNoteTexts(note) });

  if (made) return <InvitationLinkDialog made={made} onClose={onClose} />;
  return (
    <Dialog open onClose={onClose} title={t('invite.title')}>
      <Form onSubmit={() => errors.submit(() => invite.mutateAsync())}>
        <RadioGroup
          legend={t('invite.role')}
          value={kind}
          onChange={setKind}
          options={[
            { value: 'trainer', label: t('invitations.kind.trainer'), hint: t('invite.trainerHint') },
            { value: 'moderator', label: t('invitations.kind.moderator'), hint: t('invite.moderatorHint') },
          ]}
        />
        <NoteField value={note} onChange={setNote} error={errors.of('note')} />
        <FormError error={errors.rest} />
        <FormActions>
          <Button type="submit" variant="primary" icon="link" pending={invite.isPending}>
            {t('invite.create')}
          </Button>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
