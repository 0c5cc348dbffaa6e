import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '#client/ui/dialog.tsx';
import { IconButton } from '#client/ui/icon-button.tsx';
import type { MaterialDto } from '#shared/features/materials.ts';
import styles from './material-reader.module.css';
import { PagePicture } from './page-picture.tsx';

/** A material to read outside the class: its pages one after the other, by buttons or arrow keys. */
export function MaterialReader({ material, onClose }: { material: MaterialDto; onClose: () => void }) {
  const { t } = useTranslation('room');
  const [page, setPage] = useState(1);
  const count = material.pages.length;

  const turn = useCallback(
    (step: 1 | -1) => setPage((last) => Math.min(count, Math.max(1, last + step))),
    [count],
  );

  useEffect(() => {
    const turnByKey = (event: KeyboardEvent) => {
      if (event.key === 'ArrowRight' || event.key === 'PageDown') turn(1);
      else if (event.key === 'ArrowLeft' || event.key === 'PageUp') turn(-1);
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', turnByKey);
    return () => document.removeEventListener('keydown', turnByKey);
  }, [turn]);

  return (
    <Dialog open onClose={onClose} title={material.fileName} size="full">
      <div className={styles.reader}>
        <div className={styles.page}>
          <PagePicture material={material} page={page} />
        </div>
        <div className={styles.bar}>
          <IconButton
            icon="previous"
            label={t('slide.previous')}
            variant="secondary"
            disabled={page === 1}
            onClick={() => turn(-1)}
          />
          <p role="status">{t('slide.counter', { page, count })}</p>
          <IconButton
            icon="next"
            label={t('slide.next')}
            variant="secondary"
            disabled={page === count}
            onClick={() => turn(1)}
          />
        </div>
      </div>
    </Dialog>
  );
}
