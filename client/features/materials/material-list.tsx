import { useTranslation } from 'react-i18next';
import { useFormat } from '#client/lib/use-format.ts';
import { Button } from '#client/ui/button.tsx';
import { ButtonLink } from '#client/ui/button-link.tsx';
import { EmptyState } from '#client/ui/empty-state.tsx';
import { Icon } from '#client/ui/icon.tsx';
import { addAroundWords } from '#client/words/add-around-words.ts';
import type { MaterialDto } from '#shared/features/materials.ts';
import { downloadUrl } from '#shared/material-urls.ts';
import styles from './material-list.module.css';

addAroundWords();

export interface MaterialListProps {
  materials: readonly MaterialDto[];
  /** The one that the room is looking at. */
  shownId?: string | undefined;
  onRead: (material: MaterialDto) => void;
}

/** Materials to look at and, where the trainer allows, to take along. */
export function MaterialList({ materials, shownId, onRead }: MaterialListProps) {
  const { t } = useTranslation('room-around');
  const f = useFormat();
  if (materials.length === 0) {
    return (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: on a small phone it scrolls, and holds nothing else to reach it by
      <section tabIndex={0} aria-label={t('materials.none')}>
        <EmptyState icon="file" title={t('materials.none')}>
          {t('materials.noneText')}
        </EmptyState>
      </section>
    );
  }
  return (
    <ul className={styles.list}>
      {materials.map((material) => {
        const { materialId, fileName, pages, sizeBytes, state, downloadable } = material;
        return (
          <li key={materialId} className={styles.item}>
            <Icon name={material.mediaType.startsWith('image/') ? 'image' : 'file'} />
            <div className={styles.texts}>
              <p className={styles.name}>{fileName}</p>
              <p className={styles.facts}>
                {state === 'ready' && t('materials.pages', { count: pages.length })}
                {state === 'processing' && t('materials.processing')}
                {state === 'failed' && t('materials.failed')}
                {' · '}
                {f.bytes(sizeBytes)}
                {shownId === materialId && <strong> · {t('materials.shown')}</strong>}
              </p>
              <div className={styles.acts}>
                {state === 'ready' && pages.length > 0 && (
                  <Button
                    icon="eye"
                    aria-label={`${t('materials.read')}: ${fileName}`}
                    onClick={() => onRead(material)}
                  >
                    {t('materials.read')}
                  </Button>
                )}
                {downloadable && state === 'ready' && (
                  <ButtonLink
                    variant="quiet"
                    icon="download"
                    href={downloadUrl(materialId)}
                    download={fileName}
                    aria-label={`${t('materials.download')}: ${fileName}`}
                  >
                    {t('materials.download')}
                  </ButtonLink>
                )}
              </div>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
