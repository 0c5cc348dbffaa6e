import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { http } from '#client/lib/http.ts';
import { ConfirmDialog } from '#client/ui/confirm-dialog.tsx';
import { Menu, type MenuItem } from '#client/ui/menu.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import type { SeriesDto, SessionDto } from '#shared/features/catalog.ts';
import { seriesListQuery, seriesQuery } from '../data/queries.ts';
import { seriesAddress } from '../parts/addresses.ts';
import { mayChange } from '../parts/may-change.ts';
import { EditSessionDialog } from './edit-session-dialog.tsx';

export function SessionMenu({ session, series }: { session: SessionDto; series: SeriesDto }) {
  const { t } = useTranslation('site-sessions');
  const client = useQueryClient();
  const navigate = useNavigate();
  const [open, setOpen] = useState<'edit' | 'delete' | null>(null);
  const { sessionId } = session;
  if (!mayChange(series, 'session.change') || session.state === 'archived') return null;

  async function remove() {
    await http('DELETE /api/sessions/:sessionId', { params: { sessionId } });
    showToast({ text: t('deleted'), tone: 'success' });
    await navigate(seriesAddress(series.seriesId), { replace: true });
    void client.invalidateQueries(seriesQuery(series.seriesId));
    void client.invalidateQueries(seriesListQuery);
  }

  const items: MenuItem[] = [{ label: t('edit'), icon: 'edit', onSelect: () => setOpen('edit') }];
  if (session.state === 'scheduled' && session.lobbyOpenedAt === null) {
    items.push({ label: t('delete'), icon: 'trash', danger: true, onSelect: () => setOpen('delete') });
  }
  return (
    <>
      <Menu label={t('menu')} items={items} />
      {open === 'edit' && (
        <EditSessionDialog session={session} series={series} onClose={() => setOpen(null)} />
      )}
      <ConfirmDialog
        open={open === 'delete'}
        onClose={() => setOpen(null)}
        title={t('deleteTitle', { title: session.title })}
        confirmLabel={t('delete')}
        danger
        onConfirm={remove}
      >
        {t('deleteText')}
      </ConfirmDialog>
    </>
  );
}
