import { useTranslation } from 'react-i18next';
import { useErrorText } from '#client/lib/error-text.ts';
import { Button } from '#client/ui/button.tsx';
import { EmptyState } from '#client/ui/empty-state.tsx';
import { PageLoading } from '#client/ui/loading.tsx';
import { AppError } from '#shared/errors.ts';
import { useChunk } from '../use-chunk.ts';

const load = () => import('../staff/staff-room.tsx');

/** Staff's part of the page, which learners never fetch. */
export function StaffRoomChunk({ onLeave }: { onLeave: () => void }) {
  const { t } = useTranslation('common');
  const errorText = useErrorText();
  const chunk = useChunk(load);
  if (chunk.state === 'ready') return <chunk.module.StaffRoom onLeave={onLeave} />;
  if (chunk.state === 'loading') return <PageLoading />;
  return (
    <EmptyState
      icon="warning"
      title={errorText(new AppError('offline'))}
      action={<Button onClick={chunk.retry}>{t('retry')}</Button>}
    />
  );
}
