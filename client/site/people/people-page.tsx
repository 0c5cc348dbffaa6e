import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '#client/lib/http.ts';
import { useFormat } from '#client/lib/use-format.ts';
import { Button } from '#client/ui/button.tsx';
import { ConfirmDialog } from '#client/ui/confirm-dialog.tsx';
import { EmptyState } from '#client/ui/empty-state.tsx';
import { Section } from '#client/ui/section.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import type { StaffDto } from '#shared/features/accounts.ts';
import { staffQuery } from '../data/queries.ts';
import { LoadedPart } from '../parts/loaded.tsx';
import { mayChange } from '../parts/may-change.ts';
import { RuledItem, RuledList } from '../parts/ruled-list.tsx';
import { usePageTitle } from '../parts/use-page-title.ts';
import { useSeries } from '../series/series-layout.tsx';
import { InvitationList } from './invitation-list.tsx';
import { InviteStaffDialog } from './invite-staff-dialog.tsx';

export function PeoplePage() {
  const { t } = useTranslation(['site-people', 'site-parts']);
  const series = useSeries();
  const { seriesId } = series;
  usePageTitle(t('title'), series.title);
  const client = useQueryClient();
  const format = useFormat(series.timeZone);
  const people = useQuery(staffQuery(seriesId));
  const [inviting, setInviting] = useState(false);
  const [removing, setRemoving] = useState<StaffDto | null>(null);
  const mayInvite = mayChange(series, 'staff.invite');
  const mayRemove = mayChange(series, 'staff.change');

  async function remove() {
    if (!removing) return;
    await http('DELETE /api/series/:seriesId/staff/:personId', {
      params: { seriesId, personId: removing.personId },
    });
    await client.invalidateQueries(staffQuery(seriesId));
    showToast({ text: t('removed', { name: removing.name }), tone: 'success' });
  }

  async function revoke(invitationId: string) {
    await http('DELETE /api/series/:seriesId/invitations/:invitationId', {
      params: { seriesId, invitationId },
    });
    await client.invalidateQueries(staffQuery(seriesId));
  }

  return (
    <>
      <Section
        title={t('staff')}
        lead={t('lead')}
        actions={
          mayInvite && (
            <Button variant="primary" icon="plus" onClick={() => setInviting(true)}>
              {t('invite.title')}
            </Button>
          )
        }
      >
        <LoadedPart query={people}>
          {({ staff }) =>
            staff.length === 0 ? (
              <EmptyState icon="people" title={t('nobody')}>
                {mayInvite && t('nobodyText')}
              </EmptyState>
            ) : (
              <RuledList>
                {staff.map((person) => (
                  <RuledItem
                    key={person.personId}
                    title={person.name}
                    notes={[
                      t(`site-parts:role.${person.role}`),
                      t('since', { date: format.date(person.since) }),
                    ]}
                    aside={
                      mayRemove && (
                        <Button variant="quiet" onClick={() => setRemoving(person)}>
                          {t('remove')}
                        </Button>
                      )
                    }
                  />
                ))}
              </RuledList>
            )
          }
        </LoadedPart>
      </Section>
      {people.data && people.data.invitations.length > 0 && (
        <Section title={t('invitations.title')}>
          <InvitationList invitations={people.data.invitations} onRevoke={mayInvite ? revoke : undefined} />
        </Section>
      )}
      {inviting && <InviteStaffDialog seriesId={seriesId} onClose={() => setInviting(false)} />}
      <ConfirmDialog
        open={removing !== null}
        onClose={() => setRemoving(null)}
        title={t('removeTitle', { name: removing?.name ?? '' })}
        confirmLabel={t('remove')}
        danger
        onConfirm={remove}
      >
        {t('removeText', { name: removing?.name ?? '' })}
      </ConfirmDialog>
    </>
  );
}
