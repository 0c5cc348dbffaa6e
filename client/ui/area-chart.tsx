import { useId, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Moment } from '#client/lib/format.ts';
import { type Format, useFormat } from '#client/lib/use-format.ts';
import styles from './area-chart.module.css';
import { type ChartPoint, layOutArea } from './area-chart-layout.ts';
import { useElementWidth } from './use-element-width.ts';

export interface AreaChartProps {
  title: string;
  points: readonly { at: Moment; value: number }[];
  formatValue?: (value: number) => string;
  timeZone?: string;
  /** What the two columns of the table are; "Time" and "Value" by default. */
  headers?: readonly [string, string];
  /** In pixels, without the title. */
  height?: number;
}

/** A figure over time, held until the next point: people come and go at once, not gradually. The table under it has the figures. */
export function AreaChart({ title, points, formatValue, timeZone, headers, height = 200 }: AreaChartProps) {
  const { t } = useTranslation('common');
  const format = useFormat(timeZone);
  const titleId = useId();
  const [box, width] = useElementWidth<HTMLDivElement>();
  const timed = useMemo(
    () => points.map(({ at, value }): ChartPoint => ({ atMs: new Date(at).getTime(), value })),
    [points],
  );
  const write = formatValue ?? ((value: number) => format.number(value));
  const highest = highestOf(timed);

  if (!highest) return <p className={styles.empty}>{t('chart.empty')}</p>;

  return (
    <figure className={styles.figure} aria-labelledby={titleId}>
      <figcaption id={titleId} className={styles.title}>
        {title}
      </figcaption>
      <div ref={box} className={styles.box}>
        {width > 0 && (
          <AreaDrawing points={timed} width={width} height={height} write={write} format={format} />
        )}
      </div>
      <p className={styles.summary}>
        {t('chart.highest', { value: write(highest.value), time: format.time(highest.atMs) })}
      </p>
      <details className={styles.details}>
        <summary>{t('chart.showTable')}</summary>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{headers?.[0] ?? t('chart.time')}</th>
              <th scope="col">{headers?.[1] ?? t('chart.value')}</th>
            </tr>
          </thead>
          <tbody>
            {timed.map(({ atMs, value }) => (
              <tr key={atMs}>
                <td>{format.time(atMs)}</td>
                <td>{write(value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

interface AreaDrawingProps {
  points: readonly ChartPoint[];
  width: number;
  height: number;
  write: (value: number) => string;
  format: Format;
}

/** Drawn at the size it is shown in, so that its words stay as large as all others. */
function AreaDrawing({ points, width, height, write, format }: AreaDrawingProps) {
  const { area, line, valueTicks, timeTicks, plot } = layOutArea({ points, width, height, write });
  return (
    <svg width={width} height={height} aria-hidden focusable="false" className={styles.drawing}>
      {valueTicks.map((tick) => (
        <g key={tick.value}>
          <line className={styles.grid} x1={plot.left} x2={plot.right} y1={tick.y} y2={tick.y} />
          <text x={plot.left - 8} y={tick.y} textAnchor="end" dominantBaseline="middle">
            {write(tick.value)}
          </text>
        </g>
      ))}
      <path className={styles.area} d={area} />
      <path className={styles.line} d={line} />
      {timeTicks.map((tick) => (
        <text key={tick.atMs} x={tick.x} y={height - 4} textAnchor={tick.anchor}>
          {format.time(tick.atMs)}
        </text>
      ))}
    </svg>
  );
}

function highestOf(points: readonly ChartPoint[]): ChartPoint | undefined {
  let highest = points[0];
  for (const point of points) {
    if (highest && point.value > highest.value) highest = point;
  }
  return highest;
}
