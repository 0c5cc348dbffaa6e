import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '#client/lib/error-text.ts';
import { Banner } from '#client/ui/banner.tsx';
import { Button } from '#client/ui/button.tsx';
import { PageLoading, Skeleton } from '#client/ui/loading.tsx';
import { Problem } from './problem.tsx';

interface ReadQuery<Data> {
  data: Data | undefined;
  error: unknown;
  refetch: () => unknown;
}

export interface LoadedProps<Data> {
  query: ReadQuery<Data>;
  children: (data: Data) => ReactNode;
}

/** A page that stands on one reading: loading, failed, or there. What was read before stays when a refresh fails. */
export function LoadedPage<Data>({ query, children }: LoadedProps<Data>) {
  if (query.data !== undefined) {
    return (
      <>
        <Stale query={query} />
        {children(query.data)}
      </>
    );
  }
  if (query.error) return <Problem error={query.error} onRetry={() => void query.refetch()} />;
  return <PageLoading />;
}

/** The same for a part of a page. */
export function LoadedPart<Data>({ query, children }: LoadedProps<Data>) {
  if (query.data === undefined && !query.error) return <Skeleton lines={4} />;
  return (
    <>
      <Stale query={query} />
      {query.data !== undefined && children(query.data)}
    </>
  );
}

function Stale<Data>({ query }: { query: ReadQuery<Data> }) {
  const { t } = useTranslation(['site-parts', 'common']);
  const errorText = useErrorText();
  if (!query.error) return null;
  return (
    <Banner
      tone="warning"
      title={query.data === undefined ? undefined : t('problem.stale')}
      action={<Button onClick={() => void query.refetch()}>{t('common:retry')}</Button>}
    >
      {errorText(query.error)}
    </Banner>
  );
}
