import { useEffect, useRef } from 'react';
import type { MaterialDto } from '#shared/features/materials.ts';
import { pageUrl } from '#shared/material-urls.ts';
import styles from './page-thumbs.module.css';

export interface PageThumbsProps {
  material: MaterialDto;
  /** The page that the room is on, if it is on this material. */
  shownPage: number | undefined;
  label: (page: number) => string;
  /** Without it the thumbnails only show. */
  onChoose: ((page: number) => void) | undefined;
}

/** All pages of a material, small; the one that is shown stays in sight. */
export function PageThumbs({ material, shownPage, label, onChoose }: PageThumbsProps) {
  const current = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (shownPage !== undefined) current.current?.scrollIntoView({ block: 'nearest' });
  }, [shownPage]);

  return (
    <ol className={styles.thumbs}>
      {material.pages.map(({ page, width, height, widths }) => (
        <li key={page}>
          <button
            ref={page === shownPage ? current : undefined}
            type="button"
            className={styles.thumb}
            aria-label={label(page)}
            aria-current={page === shownPage ? 'page' : undefined}
            disabled={!onChoose}
            onClick={() => onChoose?.(page)}
          >
            <img
              src={pageUrl(material.materialId, page, widths[0] ?? width)}
              width={width}
              height={height}
              loading="lazy"
              decoding="async"
              alt=""
            />
            <span className={styles.number}>{page}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}
