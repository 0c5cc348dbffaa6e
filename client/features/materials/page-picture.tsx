import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useElementSize } from '#client/lib/use-element-size.ts';
import { Button } from '#client/ui/button.tsx';
import { Spinner } from '#client/ui/loading.tsx';
import type { MaterialDto, PageDto } from '#shared/features/materials.ts';
import { pageUrl } from '#shared/material-urls.ts';
import styles from './page-picture.module.css';
import { choosePageWidth } from './page-width.ts';

export interface PagePictureProps {
  material: MaterialDto;
  page: number;
}

interface Shown {
  src: string;
  page: number;
  materialId: string;
}

/** Longer than a page takes on a good line; before that a spinner would only flicker. */
const PATIENCE_MS = 600;

/** One page, as large as its place allows. The page before stays until this one can be drawn, so that turning never flashes. */
export function PagePicture({ material, page }: PagePictureProps) {
  const { t } = useTranslation(['room', 'common']);
  const [frame, size] = useElementSize<HTMLDivElement>();
  const { materialId, pages, fileName } = material;
  const src = size.width > 0 ? pictureUrl(material, page, size) : undefined;
  const [shown, setShown] = useState<Shown>();
  const [slowSrc, setSlowSrc] = useState<string>();
  const [failedSrc, setFailedSrc] = useState<string>();
  const hasFailed = src !== undefined && failedSrc === src;
  const isCurrent = shown?.page === page && shown.materialId === materialId;

  useEffect(() => {
    if (!src || hasFailed) return;
    let isGone = false;
    const timer = setTimeout(() => setSlowSrc(src), PATIENCE_MS);
    const image = new Image();
    image.src = src;
    image
      .decode()
      .then(
        () => !isGone && setShown({ src, page, materialId }),
        () => !isGone && setFailedSrc(src),
      )
      .finally(() => clearTimeout(timer));
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [src, hasFailed, page, materialId]);

  const next = isCurrent ? pictureUrl(material, page + 1, size) : undefined;
  const previous = isCurrent ? pictureUrl(material, page - 1, size) : undefined;
  useEffect(() => {
    // The likeliest to be asked for; they then turn without a wait.
    for (const url of [next, previous]) if (url) new Image().src = url;
  }, [next, previous]);

  return (
    <div ref={frame} className={styles.frame} data-testid="page" data-page={isCurrent ? page : undefined}>
      {shown && (
        <img
          className={styles.picture}
          src={shown.src}
          alt={t('slide.alt', { page: shown.page, count: pages.length, file: fileName })}
          draggable={false}
        />
      )}
      {slowSrc === src && !isCurrent && !hasFailed && (
        <div className={styles.over}>
          <Spinner label={t('common:loading')} size="large" />
        </div>
      )}
      {hasFailed && (
        <div className={styles.over} role="alert">
          <p>{t('slide.failed')}</p>
          <Button onClick={() => setFailedSrc(undefined)}>{t('common:retry')}</Button>
        </div>
      )}
    </div>
  );
}

function pictureUrl(
  { materialId, pages }: MaterialDto,
  page: number,
  size: { width: number; height: number },
) {
  const found = pages.find((candidate) => candidate.page === page);
  if (!found || found.widths.length === 0) return undefined;
  return pageUrl(materialId, page, choosePageWidth(found.widths, shownWidth(found, size), devicePixelRatio));
}

/** A page keeps its shape: in a wide place its height is the bound. */
function shownWidth({ width, height }: PageDto, size: { width: number; height: number }): number {
  return size.height > 0 ? Math.min(size.width, (size.height * width) / height) : size.width;
}
