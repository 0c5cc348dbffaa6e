import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { ButtonLink } from '#client/ui/button-link.tsx';
import { meQuery } from './data/queries.ts';

/** The way in, or who is in. */
export function AccountMenu() {
  const { t } = useTranslation('common');
  const { pathname } = useLocation();
  const { data } = useQuery(meQuery);
  if (!data) return null;
  if (data.me) {
    return (
      <ButtonLink href="/account" variant="quiet" icon="person">
        {data.me.name}
      </ButtonLink>
    );
  }
  if (pathname === '/sign-in' || pathname === '/invitation') return null;
  return (
    <ButtonLink href="/sign-in" variant="quiet" icon="sign-in">
      {t('signIn')}
    </ButtonLink>
  );
}
