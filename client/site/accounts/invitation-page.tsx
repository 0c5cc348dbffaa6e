import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { http } from '#client/lib/http.ts';
import { Button } from '#client/ui/button.tsx';
import { PageLoading } from '#client/ui/loading.tsx';
import { PageHeader } from '#client/ui/page-header.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import { becomeSomeone } from '../data/keep.ts';
import { meQuery } from '../data/queries.ts';
import { hasCode } from '../data/query-client.ts';
import { seriesAddress } from '../parts/addresses.ts';
import { NarrowPage } from '../parts/narrow-page.tsx';
import { Problem } from '../parts/problem.tsx';
import { usePageTitle } from '../parts/use-page-title.ts';
import { AcceptAsMe } from './accept-as-me.tsx';
import type { Accepted } from './accepted.ts';
import { forgetInvitationToken, takeInvitationToken } from './invitation-token.ts';
import { NewAccountForm } from './new-account-form.tsx';

export function InvitationPage() {
  const { t } = useTranslation(['site-accounts', 'common']);
  usePageTitle(t('invitation.title'));
  const client = useQueryClient();
  const navigate = useNavigate();
  const [token, setToken] = useState(takeInvitationToken);
  const me = useQuery(meQuery);

  // A second link opened in this very tab changes nothing but the fragment.
  useEffect(() => {
    const read = () => setToken(takeInvitationToken());
    addEventListener('hashchange', read);
    return () => removeEventListener('hashchange', read);
  }, []);

  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) => http('POST /api/invitations/read', { body: { token: token ?? '' }, signal }),
    enabled: token !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const signOut = useMutation({
    mutationFn: () => http('POST /api/sign-out', { body: {} }),
    onSuccess: () => client.setQueryData(meQuery.queryKey, (known) => known && { ...known, me: null }),
  });

  function handleAccepted({ me: person, seriesId }: Accepted) {
    forgetInvitationToken();
    becomeSomeone(client, person);
    showToast({ text: t('invitation.welcome', { name: person.name }), tone: 'success' });
    void navigate(seriesId ? seriesAddress(seriesId) : '/', { replace: true });
  }

  if (token === null) {
    return (
      <NarrowPage>
        <PageHeader title={t('invitation.missing.title')} lead={t('invitation.missing.text')} />
      </NarrowPage>
    );
  }
  if (hasCode(invitation.error, 'link_invalid') || hasCode(invitation.error, 'malformed')) {
    return (
      <NarrowPage>
        <PageHeader title={t('invitation.invalid.title')} lead={t('invitation.invalid.text')} />
      </NarrowPage>
    );
  }
  if (invitation.error) return <Problem error={invitation.error} onRetry={() => void invitation.refetch()} />;
  if (me.error) return <Problem error={me.error} onRetry={() => void me.refetch()} />;
  if (!invitation.data || !me.data) return <PageLoading />;

  const { kind, seriesTitle } = invitation.data;
  const person = me.data.me;
  return (
    <NarrowPage>
      <PageHeader
        eyebrow={seriesTitle ?? undefined}
        title={t(`invitation.heading.${kind}`)}
        lead={t(`invitation.lead.${kind}`)}
      />
      {person?.hasPassword ? (
        <AcceptAsMe token={token} me={person} onAccepted={handleAccepted}>
          <Button variant="quiet" pending={signOut.isPending} onClick={() => signOut.mutate()}>
            {t('invitation.useOther')}
          </Button>
        </AcceptAsMe>
      ) : (
        <NewAccountForm
          token={token}
          learner={person}
          offerSignIn={kind !== 'first_organiser'}
          onAccepted={handleAccepted}
        />
      )}
    </NarrowPage>
  );
}
