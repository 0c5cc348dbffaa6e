import { useId, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '#client/lib/error-text.ts';
import { useChunk } from '#client/lib/use-chunk.ts';
import { AppError } from '#shared/errors.ts';
import styles from './plot-figure.module.css';
import { useElementWidth } from './use-element-width.ts';
import { usePrinting } from './use-printing.ts';

export type PlotLibrary = typeof import('./plot-library.ts');

export interface FigureTable {
  headers: readonly string[];
  rows: readonly (readonly string[])[];
}

export interface PlotFigureProps {
  title: string;
  /** A heading above says it already. */
  isTitleHidden?: boolean;
  /** What the picture shows, in words: what a screen reader says in its place. */
  summary: string;
  /** Says it on the page as well, under the picture. */
  isSummaryShown?: boolean;
  /** In pixels, so that the page does not jump when the picture comes. */
  height: number;
  /** Makes the picture for a width. Another function means another picture. */
  draw: (plot: PlotLibrary, width: number) => readonly Element[];
  /** The same figures to read. Made when it is opened. */
  table: () => FigureTable;
  /** What the fills mean. */
  legend?: readonly { label: string; fill: string }[];
}

const loadLibrary = () => import('./plot-library.ts');
/** A sheet of A4 between its margins, in pixels of paper. */
const PAPER_WIDTH_PX = 680;

/**
 * A picture of figures, drawn at the size it is shown in, so that its words stay as large as all others; on paper at the paper's. Its figures stand in a
 * table below, for whoever cannot see the picture or wants to know exactly.
 */
export function PlotFigure(props: PlotFigureProps) {
  const { title, isTitleHidden = false, summary, isSummaryShown = false, height, draw, legend } = props;
  const { t } = useTranslation('common');
  const errorText = useErrorText();
  const titleId = useId();
  const [box, width] = useElementWidth<HTMLDivElement>();
  const isPrinting = usePrinting();
  const library = useChunk(loadLibrary);
  const host = useRef<HTMLDivElement>(null);
  const drawnWidth = isPrinting ? PAPER_WIDTH_PX : width;
  const plot = library.state === 'ready' ? library.module : undefined;

  // Before the page is painted, and before it is laid out for paper.
  useLayoutEffect(() => {
    if (!plot || drawnWidth === 0) return;
    const drawings = draw(plot, drawnWidth);
    for (const drawing of drawings) {
      // The library writes its styles into the picture, which the pages' policy refuses; ours stand in a file.
      for (const style of drawing.querySelectorAll('style')) style.remove();
      drawing.setAttribute('aria-hidden', 'true');
    }
    host.current?.replaceChildren(...drawings);
  }, [plot, draw, drawnWidth]);

  return (
    <figure className={styles.figure} aria-labelledby={titleId}>
      <div className={styles.head}>
        <figcaption id={titleId} className={isTitleHidden ? styles.hidden : styles.title}>
          {title}
        </figcaption>
        {legend && (
          <ul className={styles.legend}>
            {legend.map(({ label, fill }) => (
              <li key={label}>
                <svg width="16" height="16" aria-hidden="true">
                  <rect x="1" y="1" width="14" height="14" rx="2" fill={fill} stroke="currentColor" />
                </svg>
                {label}
              </li>
            ))}
          </ul>
        )}
      </div>
      <div ref={box} className={styles.box}>
        <div
          ref={host}
          role="img"
          aria-label={summary}
          className={styles.host}
          style={{ minHeight: height }}
        />
      </div>
      {library.state === 'failed' && (
        <p className={styles.summary}>
          {errorText(new AppError('offline'))}{' '}
          <button type="button" className={styles.retry} onClick={library.retry}>
            {t('retry')}
          </button>
        </p>
      )}
      {isSummaryShown && <p className={styles.summary}>{summary}</p>}
      <Figures {...props} />
    </figure>
  );
}

function Figures({ title, table }: PlotFigureProps) {
  const { t } = useTranslation('common');
  const [isOpen, setIsOpen] = useState(false);
  const figures = isOpen ? table() : null;
  return (
    <details className={styles.details} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>{t('chart.showTable')}</summary>
      {figures && (
        // Wide figures on a narrow screen are moved sideways, by keyboard too.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable
        <section className={styles.scroller} tabIndex={0} aria-label={title}>
          <table className={styles.table}>
            <thead>
              <tr>
                {figures.headers.map((header) => (
                  <th key={header} scope="col">
                    {header}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {figures.rows.map((row, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name, and never move
                <tr key={at}>
                  {row.map((cell, column) => (
                    <td key={figures.headers[column]}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </details>
  );
}
