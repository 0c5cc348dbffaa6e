import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Format, useFormat } from '#client/lib/use-format.ts';
import { PlotFigure, type PlotLibrary } from '#client/ui/plot-figure.tsx';
import { drawLanes, laneMargins, lanesHeight } from '#client/ui/plot-lanes.ts';
import { inks } from '#client/ui/plot-looks.ts';
import type { TimelineDto } from '#shared/features/insight.ts';
import {
  layOutTimeline,
  learnersAt,
  listEvents,
  type TimelineLayout,
  type TimelineWords,
} from './timeline.ts';

const CURVE_HEIGHT_PX = 190;

/** How many were there, and under it, on the same axis of time, everything else that happened. */
export function TimelineFigure({ timeline, timeZone }: { timeline: TimelineDto; timeZone: string }) {
  const { t } = useTranslation('site-attendance');
  const format = useFormat(timeZone);
  const words = useMemo(
    (): TimelineWords => ({
      checkAnswers: (answered, delivered) =>
        t('timeline.checkAnswers', { some: format.number(answered), all: format.number(delivered) }),
      outage: (of) => t(`timeline.outage.${of}`),
    }),
    [t, format],
  );
  const layout = useMemo(() => layOutTimeline(timeline, words), [timeline, words]);
  const laneName = useCallback((lane: string) => t(`timeline.lane.${lane as 'topics'}`), [t]);

  const draw = useCallback(
    (plot: PlotLibrary, width: number) =>
      layout
        ? [
            drawCurve({ plot, width, layout, audience: timeline.audience, format }),
            drawLanes({
              plot,
              width,
              format,
              from: layout.from,
              to: layout.to,
              lanes: layout.lanes.map((key) => ({ key, label: laneName(key) })),
              bars: layout.bars.map(({ isTrouble, ...bar }) => ({
                ...bar,
                look: isTrouble ? ('trouble' as const) : ('plain' as const),
              })),
              ticks: layout.ticks,
            }),
          ]
        : [],
    [layout, timeline.audience, format, laneName],
  );
  if (!layout) return null;

  const table = () => ({
    headers: [
      t('timeline.table.time'),
      t('timeline.table.kind'),
      t('timeline.table.what'),
      t('timeline.table.learners'),
    ],
    rows: listEvents(timeline, {
      ...words,
      question: t('timeline.asked'),
      slide: (fileName, page) =>
        page === null
          ? t('timeline.noSlide')
          : t('timeline.slide', { fileName: fileName ?? '', page: format.number(page) }),
    }).map(({ at, to, lane, text }) => {
      const learners = learnersAt(timeline.audience, at);
      const time = to ? format.timeRange(at, to) : format.time(at);
      return [time, laneName(lane), text, learners === null ? '' : format.number(learners)];
    }),
  });

  return (
    <PlotFigure
      title={t('timeline.title')}
      summary={
        layout.highest
          ? t('timeline.summary', {
              count: layout.highest.learners,
              time: format.time(layout.highest.at),
              lanes: layout.lanes.map(laneName).join(', '),
            })
          : t('timeline.nobody')
      }
      isSummaryShown
      height={CURVE_HEIGHT_PX + lanesHeight(layout.lanes.length)}
      draw={draw}
      table={table}
    />
  );
}

interface DrawOptions {
  plot: PlotLibrary;
  width: number;
  layout: TimelineLayout;
  format: Format;
}

const timeDomain = ({ from, to }: TimelineLayout) => ({
  type: 'utc' as const,
  domain: [from, to],
  label: null,
});

function drawCurve({
  plot,
  width,
  layout,
  audience,
  format,
}: DrawOptions & { audience: TimelineDto['audience'] }): Element {
  const points = audience.map(({ at, learners }) => ({ at: new Date(at), learners }));
  const step = { x: 'at', y: 'learners', curve: 'step-after' } as const;
  const boundaries = layout.bars
    .filter(({ lane }) => lane === 'topics')
    .flatMap(({ from, to }) => [from, to]);
  return plot.plot({
    ...laneMargins,
    width,
    height: CURVE_HEIGHT_PX,
    marginTop: 12,
    marginBottom: 6,
    x: { ...timeDomain(layout), axis: null },
    y: { nice: true, domain: [0, Math.max(4, layout.highest?.learners ?? 0)], label: null },
    marks: [
      plot.gridY({ ticks: 4, stroke: inks.grid, strokeOpacity: 1 }),
      plot.axisY({
        ticks: 4,
        tickSize: 0,
        tickFormat: (value: number) => (Number.isInteger(value) ? format.number(value) : ''),
      }),
      plot.areaY(points, { ...step, fill: inks.area }),
      plot.rectX(
        layout.bars.filter(({ isTrouble }) => isTrouble),
        { x1: 'from', x2: 'to', fill: inks.dangerSoft, stroke: inks.danger, strokeWidth: 0.5 },
      ),
      plot.ruleX(boundaries, { stroke: inks.text, strokeDasharray: '2 4', strokeOpacity: 0.7 }),
      plot.lineY(points, { ...step, stroke: inks.line, strokeWidth: 2 }),
      plot.tip(
        points,
        plot.pointerX({
          x: 'at',
          y: 'learners',
          fill: inks.paper,
          stroke: inks.text,
          title: ({ at, learners }: (typeof points)[number]) =>
            `${format.time(at)}\n${format.number(learners)}`,
        }),
      ),
    ],
  });
}
