import { useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { Navigate, Outlet, useLocation } from 'react-router';
import { PageLoading } from '#client/ui/loading.tsx';
import type { MeDto } from '#shared/features/accounts.ts';
import { meQuery } from '../data/queries.ts';
import { signInAddress } from './addresses.ts';
import { Problem } from './problem.tsx';

const MeContext = createContext<MeDto | null>(null);

/** Around the pages that are for people with a sign-in: anyone else is sent to sign in and comes back. */
export function SignedIn() {
  const me = useQuery(meQuery);
  const { pathname, search } = useLocation();
  if (me.error && !me.data) return <Problem error={me.error} onRetry={() => void me.refetch()} />;
  if (!me.data) return <PageLoading />;
  if (!me.data.me) return <Navigate to={signInAddress(pathname + search)} replace />;
  return (
    <MeContext value={me.data.me}>
      <Outlet />
    </MeContext>
  );
}

export function useMe(): MeDto {
  const me = useContext(MeContext);
  if (!me) throw new Error('useMe stands outside <SignedIn>');
  return me;
}
