import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '#client/lib/http.ts';
import { Button } from '#client/ui/button.tsx';
import { Form, FormActions } from '#client/ui/form.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { organiserInvitationsQuery } from '../data/queries.ts';
import { useFormErrors } from '../parts/use-form-errors.ts';
import { InvitationLinkDialog, type NewInvitation } from './invitation-link-dialog.tsx';
import { NoteField, useNoteTexts } from './note-field.tsx';

export function InviteOrganiser() {
  const { t } = useTranslation('site-people');
  const client = useQueryClient();
  const [note, setNote] = useState('');
  const [made, setMade] = useState<NewInvitation | null>(null);

  const invite = useMutation({
    mutationFn: () => http('POST /api/invitations', { body: { note } }),
    onSuccess: (answer) => {
      setMade(answer);
      setNote('');
      void client.invalidateQueries(organiserInvitationsQuery);
    },
  });
  const errors = useFormErrors({ error: invite.error, ...useNoteTexts(note) });

  return (
    <>
      <Form onSubmit={() => errors.submit(() => invite.mutateAsync())}>
        <NoteField value={note} onChange={setNote} error={errors.of('note')} />
        <FormError error={errors.rest} />
        <FormActions>
          <Button type="submit" icon="link" pending={invite.isPending}>
            {t('invite.create')}
          </Button>
        </FormActions>
      </Form>
      {made && <InvitationLinkDialog made={made} onClose={() => setMade(null)} />}
    </>
  );
}
