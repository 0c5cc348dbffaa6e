import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '#client/lib/error-text.ts';
import { http } from '#client/lib/http.ts';
import { ConfirmDialog } from '#client/ui/confirm-dialog.tsx';
import { Menu, type MenuItem } from '#client/ui/menu.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import type { SeriesDto } from '#shared/features/catalog.ts';
import { can } from '#shared/roles.ts';
import { keepSeries } from '../data/keep.ts';
import { mayChange } from '../parts/may-change.ts';
import { EditSeriesDialog } from './edit-series-dialog.tsx';

export function SeriesMenu({ series }: { series: SeriesDto }) {
  const { t } = useTranslation('site-series');
  const client = useQueryClient();
  const errorText = useErrorText();
  const [open, setOpen] = useState<'edit' | 'archive' | null>(null);
  const { seriesId, role, archived } = series;

  const archive = useMutation({
    mutationFn: (value: boolean) =>
      http('POST /api/series/:seriesId/archive', { params: { seriesId }, body: { archived: value } }),
    onSuccess: (saved) => {
      keepSeries(client, saved);
      showToast({ text: saved.archived ? t('archiveDone') : t('restoreDone'), tone: 'success' });
    },
  });

  function restore() {
    archive.mutate(false, { onError: (error) => showToast({ text: errorText(error), tone: 'danger' }) });
  }

  const items: MenuItem[] = [];
  if (mayChange(series, 'series.change'))
    items.push({ label: t('edit'), icon: 'edit', onSelect: () => setOpen('edit') });
  if (can(role, 'series.archive')) {
    items.push(
      archived
        ? { label: t('restore'), icon: 'refresh', onSelect: restore }
        : { label: t('archive'), icon: 'file', onSelect: () => setOpen('archive') },
    );
  }
  if (items.length === 0) return null;
  return (
    <>
      <Menu label={t('menu')} items={items} />
      {open === 'edit' && <EditSeriesDialog series={series} onClose={() => setOpen(null)} />}
      <ConfirmDialog
        open={open === 'archive'}
        onClose={() => setOpen(null)}
        title={t('archiveTitle')}
        confirmLabel={t('archive')}
        onConfirm={async () => {
          await archive.mutateAsync(true);
        }}
      >
        {t('archiveText')}
      </ConfirmDialog>
    </>
  );
}
