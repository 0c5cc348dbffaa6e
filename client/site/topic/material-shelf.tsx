import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MaterialReader } from '#client/features/materials/material-reader.tsx';
import { useErrorText } from '#client/lib/error-text.ts';
import { http } from '#client/lib/http.ts';
import { ConfirmDialog } from '#client/ui/confirm-dialog.tsx';
import { EmptyState } from '#client/ui/empty-state.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import type { MaterialDto } from '#shared/features/materials.ts';
import { materialsQuery } from '../data/queries.ts';
import { SortableList } from '../parts/sortable-list.tsx';
import { MaterialLine } from './material-line.tsx';
import { RenameMaterialDialog } from './rename-material-dialog.tsx';

export interface MaterialShelfProps {
  topicId: string;
  materials: readonly MaterialDto[];
  mayEdit: boolean;
}

/** The materials of a topic in the order they are used in. */
export function MaterialShelf({ topicId, materials, mayEdit }: MaterialShelfProps) {
  const { t } = useTranslation('site-materials');
  const client = useQueryClient();
  const errorText = useErrorText();
  const [open, setOpen] = useState<{ act: 'read' | 'rename' | 'delete'; material: MaterialDto } | null>(null);
  const { queryKey } = materialsQuery(topicId);

  const order = useMutation({
    mutationFn: (sorted: MaterialDto[]) =>
      http('PUT /api/topics/:topicId/material-order', {
        params: { topicId },
        body: { materialIds: sorted.map(({ materialId }) => materialId) },
      }),
    // Shown at once, and taken back if the server refuses.
    onMutate: (sorted) => client.setQueryData(queryKey, { materials: sorted }),
    onSuccess: (saved) => client.setQueryData(queryKey, saved),
    onError: (error) => {
      showToast({ text: errorText(error), tone: 'danger' });
      void client.invalidateQueries({ queryKey });
    },
  });

  async function remove({ materialId, fileName }: MaterialDto) {
    await http('DELETE /api/materials/:materialId', { params: { materialId } });
    await client.invalidateQueries({ queryKey });
    showToast({ text: t('deleted', { name: fileName }), tone: 'success' });
  }

  if (materials.length === 0) {
    return (
      <EmptyState icon="file" title={t('none')}>
        {mayEdit ? t('noneText') : t('noneRead')}
      </EmptyState>
    );
  }
  return (
    <>
      <SortableList
        items={materials}
        keyOf={({ materialId }) => materialId}
        nameOf={({ fileName }) => fileName}
        onReorder={(sorted) => order.mutate(sorted)}
        fixed={!mayEdit || materials.length === 1}
      >
        {(material, _at, moves) => (
          <MaterialLine
            material={material}
            mayEdit={mayEdit}
            moves={moves}
            onOpen={(act) => setOpen({ act, material })}
          />
        )}
      </SortableList>
      {open?.act === 'read' && <MaterialReader material={open.material} onClose={() => setOpen(null)} />}
      {open?.act === 'rename' && (
        <RenameMaterialDialog material={open.material} onClose={() => setOpen(null)} />
      )}
      {open?.act === 'delete' && (
        <ConfirmDialog
          open
          onClose={() => setOpen(null)}
          title={t('deleteTitle', { name: open.material.fileName })}
          confirmLabel={t('delete')}
          danger
          onConfirm={() => remove(open.material)}
        >
          {t('deleteText')}
        </ConfirmDialog>
      )}
    </>
  );
}
