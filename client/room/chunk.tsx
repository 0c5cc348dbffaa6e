import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '#client/lib/error-text.ts';
import { useChunk } from '#client/lib/use-chunk.ts';
import { Button } from '#client/ui/button.tsx';
import { EmptyState } from '#client/ui/empty-state.tsx';
import { PageLoading } from '#client/ui/loading.tsx';
import { AppError } from '#shared/errors.ts';

/**
 * A part of the room that is fetched when it is first shown, so that a learner's first load stays small. `load` must be the same
 * function each time: `const load = () => import('…')` beside the component. A quiet one draws nothing until it is there: what lies over
 * something else must not hide it meanwhile.
 */
export function Chunk<Module>({
  load,
  isQuiet = false,
  children,
}: {
  load: () => Promise<Module>;
  isQuiet?: boolean;
  children: (module: Module) => ReactNode;
}) {
  const { t } = useTranslation('common');
  const errorText = useErrorText();
  const chunk = useChunk(load);
  if (chunk.state === 'ready') return <>{children(chunk.module)}</>;
  if (isQuiet) return null;
  if (chunk.state === 'loading') return <PageLoading />;
  return (
    <EmptyState
      icon="warning"
      title={errorText(new AppError('offline'))}
      action={<Button onClick={chunk.retry}>{t('retry')}</Button>}
    />
  );
}
