import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Moment } from '#client/lib/format.ts';
import { useFormat } from '#client/lib/use-format.ts';
import styles from './plot-figure.module.css';
import { PlotFigure, type PlotLibrary } from './plot-figure.tsx';
import { inks, timeTicks } from './plot-looks.ts';

export interface AreaChartProps {
  title: string;
  points: readonly { at: Moment; value: number }[];
  timeZone?: string;
  /** What the two columns of the table are; "Time" and "Value" by default. */
  headers?: readonly [string, string];
  /** In pixels, without the title. */
  height?: number;
}

/** A figure over time, held until the next point: people come and go at once, not gradually. */
export function AreaChart({ title, points, timeZone, headers, height = 200 }: AreaChartProps) {
  const { t } = useTranslation('common');
  const format = useFormat(timeZone);
  const timed = useMemo(() => points.map(({ at, value }) => ({ at: new Date(at), value })), [points]);
  const highest = timed.reduce((max, point) => (point.value > (max?.value ?? -1) ? point : max), timed[0]);

  const draw = useCallback(
    (plot: PlotLibrary, width: number) => {
      const { ticks } = timeTicks(timed[0]?.at, timed.at(-1)?.at, width);
      return [
        plot.plot({
          width,
          height,
          marginLeft: 44,
          marginRight: 24,
          x: { type: 'utc', label: null },
          y: { nice: true, domain: [0, Math.max(4, highest?.value ?? 0)], label: null },
          marks: [
            plot.gridY({ stroke: inks.grid, strokeOpacity: 1 }),
            plot.axisY({ ticks: 4, tickSize: 0, tickFormat: (value: number) => format.number(value) }),
            plot.axisX(ticks, { tickSize: 0, tickFormat: (at: Date) => format.time(at) }),
            plot.areaY(timed, { x: 'at', y: 'value', curve: 'step-after', fill: inks.area }),
            plot.lineY(timed, {
              x: 'at',
              y: 'value',
              curve: 'step-after',
              stroke: inks.line,
              strokeWidth: 2,
            }),
          ],
        }),
      ];
    },
    [timed, height, highest, format],
  );

  if (!highest) return <p className={styles.summary}>{t('chart.empty')}</p>;
  return (
    <PlotFigure
      title={title}
      summary={t('chart.highest', { value: format.number(highest.value), time: format.time(highest.at) })}
      isSummaryShown
      height={height}
      draw={draw}
      table={() => ({
        headers: headers ?? [t('chart.time'), t('chart.value')],
        rows: timed.map(({ at, value }) => [format.time(at), format.number(value)]),
      })}
    />
  );
}
