import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { http } from '#client/lib/http.ts';
import { Button } from '#client/ui/button.tsx';
import { FormError } from '#client/ui/form-error.tsx';
import { PageHeader } from '#client/ui/page-header.tsx';
import { Section } from '#client/ui/section.tsx';
import { can } from '#shared/roles.ts';
import { becomeSomeone } from '../data/keep.ts';
import { organiserInvitationsQuery } from '../data/queries.ts';
import { LoadedPart } from '../parts/loaded.tsx';
import { NarrowPage, Notes } from '../parts/narrow-page.tsx';
import { useMe } from '../parts/signed-in.tsx';
import { usePageTitle } from '../parts/use-page-title.ts';
import { InvitationList } from '../people/invitation-list.tsx';
import { InviteOrganiser } from '../people/invite-organiser.tsx';
import styles from './account-page.module.css';
import { PasswordForm } from './password-form.tsx';
import { ProfileForm } from './profile-form.tsx';
import { SignInList } from './sign-in-list.tsx';

export function AccountPage() {
  const { t } = useTranslation('site-accounts');
  usePageTitle(t('account.title'));
  const me = useMe();
  const client = useQueryClient();
  const navigate = useNavigate();
  const signOut = useMutation({
    mutationFn: () => http('POST /api/sign-out', { body: {} }),
    onSuccess: () => {
      void navigate('/');
      becomeSomeone(client, null);
    },
  });

  return (
    <NarrowPage>
      <PageHeader title={t('account.title')} />
      <div>
        <Section title={t('account.profile')} lead={t('account.profileLead')}>
          <ProfileForm me={me} />
        </Section>
        {me.hasPassword && (
          <Section title={t('account.password')} lead={t('account.passwordLead')}>
            <PasswordForm login={me.email ?? me.phone ?? ''} />
          </Section>
        )}
        <Section title={t('account.signIns')} lead={t('account.signInsLead')}>
          <SignInList />
        </Section>
        {me.platformRole !== 'none' && can(me.platformRole, 'organiser.invite') && <OrganiserInvitations />}
      </div>
      <Notes>
        {!me.hasPassword && <p>{t('account.noPassword')}</p>}
        <FormError error={signOut.error} />
        <div>
          <Button icon="sign-out" pending={signOut.isPending} onClick={() => signOut.mutate()}>
            {t('account.signOut')}
          </Button>
        </div>
      </Notes>
    </NarrowPage>
  );
}

function OrganiserInvitations() {
  const { t } = useTranslation('site-accounts');
  const client = useQueryClient();
  const invitations = useQuery(organiserInvitationsQuery);

  async function revoke(invitationId: string) {
    await http('DELETE /api/invitations/:invitationId', { params: { invitationId } });
    await client.invalidateQueries(organiserInvitationsQuery);
  }

  return (
    <Section title={t('organisers.title')} lead={t('organisers.lead')}>
      <InviteOrganiser />
      <LoadedPart query={invitations}>
        {(answer) =>
          answer.invitations.length > 0 && (
            <div className={styles.invitations}>
              <InvitationList invitations={answer.invitations} onRevoke={revoke} />
            </div>
          )
        }
      </LoadedPart>
    </Section>
  );
}
