import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '#client/lib/error-text.ts';
import { http } from '#client/lib/http.ts';
import { useFormat } from '#client/lib/use-format.ts';
import { Button } from '#client/ui/button.tsx';
import { FieldError } from '#client/ui/form-error.tsx';
import { Icon } from '#client/ui/icon.tsx';
import { Spinner } from '#client/ui/loading.tsx';
import { Menu, type MenuAct } from '#client/ui/menu.tsx';
import { Switch } from '#client/ui/switch.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import type { MaterialDto } from '#shared/features/materials.ts';
import { downloadUrl, pageUrl } from '#shared/material-urls.ts';
import { materialsQuery } from '../data/queries.ts';
import styles from './topic-page.module.css';

export interface MaterialLineProps {
  material: MaterialDto;
  mayEdit: boolean;
  moves: readonly MenuAct[];
  onOpen: (act: 'read' | 'rename' | 'delete') => void;
}

export function MaterialLine({ material, mayEdit, moves, onOpen }: MaterialLineProps) {
  const { t } = useTranslation('site-materials');
  const format = useFormat();
  const errorText = useErrorText();
  const { materialId, fileName, state, pages, sizeBytes, failure } = material;
  const isReady = state === 'ready';
  const facts = [
    ...(isReady ? [t('pages', { count: pages.length })] : []),
    ...(state === 'processing' ? [t('processing')] : []),
    format.bytes(sizeBytes),
  ];
  return (
    <div className={styles.material}>
      <Thumb material={material} />
      <div className={styles.texts}>
        <p className={styles.fileName}>{fileName}</p>
        <p className={styles.facts} role="status">
          {facts.join(' · ')}
        </p>
        {state === 'failed' && (
          <FieldError>
            {t('failed')}. {errorText({ code: failure ?? 'internal' })}
          </FieldError>
        )}
      </div>
      {mayEdit && (
        <Menu
          label={t('acts', { name: fileName })}
          showLabel={false}
          variant="quiet"
          items={[
            ...(isReady
              ? [{ label: t('download'), icon: 'download' as const, href: downloadUrl(materialId) }]
              : []),
            { label: t('rename'), icon: 'edit', onSelect: () => onOpen('rename') },
            ...moves,
            { label: t('delete'), icon: 'trash', danger: true, onSelect: () => onOpen('delete') },
          ]}
        />
      )}
      {isReady && (
        <div className={styles.controls}>
          <Button icon="eye" aria-label={t('readOf', { name: fileName })} onClick={() => onOpen('read')}>
            {t('read')}
          </Button>
          {mayEdit && <DownloadSwitch material={material} />}
        </div>
      )}
    </div>
  );
}

function Thumb({ material: { materialId, pages, state, fileName } }: { material: MaterialDto }) {
  const { t } = useTranslation('site-materials');
  const first = pages[0];
  const width = first?.widths[0];
  return (
    <div className={styles.thumb}>
      {state === 'processing' && <Spinner />}
      {state === 'failed' && <Icon name="warning" size={28} />}
      {state === 'ready' && first && width && (
        <img
          src={pageUrl(materialId, first.page, width)}
          width={first.width}
          height={first.height}
          loading="lazy"
          alt={t('preview', { name: fileName })}
        />
      )}
    </div>
  );
}

function DownloadSwitch({ material: { materialId, topicId, downloadable } }: { material: MaterialDto }) {
  const { t } = useTranslation('site-materials');
  const client = useQueryClient();
  const errorText = useErrorText();
  const change = useMutation({
    mutationFn: (value: boolean) =>
      http('PATCH /api/materials/:materialId', { params: { materialId }, body: { downloadable: value } }),
    onError: (error) => showToast({ text: errorText(error), tone: 'danger' }),
    onSettled: () => client.invalidateQueries(materialsQuery(topicId)),
  });
  return (
    <Switch
      label={t('downloadable')}
      checked={change.isPending ? change.variables : downloadable}
      onChange={(value) => change.mutate(value)}
    />
  );
}
