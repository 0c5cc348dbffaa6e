import type { Format } from '#client/lib/use-format.ts';
import type { PlotLibrary } from './plot-figure.tsx';
import { inks, timeTicks } from './plot-looks.ts';

export interface LaneBar {
  lane: string;
  from: Date;
  to: Date;
  /** Stands in the bar where there is room for it. */
  label: string;
  look: 'plain' | 'strong' | 'hollow' | 'trouble';
}

export interface LaneTick {
  lane: string;
  at: Date;
}

/** The name of a lane, and under it what happened. */
const LANE_HEIGHT_PX = 46;
const LANE_NAME_PX = 21;
const AXIS_HEIGHT_PX = 26;
/** A letter of the type that the picture is set in, on average: by it labels are cut to their bars. */
const LETTER_PX = 7.4;
const LABEL_PADDING_PX = 8;
/** Of a label that is cut, fewer letters say nothing: “30/…”. */
const SHORTEST_CUT = 8;
export const laneMargins = { marginLeft: 44, marginRight: 22 };

const fills = { plain: inks.area, strong: inks.line, hollow: inks.paper, trouble: inks.dangerSoft } as const;
const strokes = { plain: inks.line, strong: inks.line, hollow: inks.text, trouble: inks.danger } as const;
const labels = {
  plain: inks.strong,
  strong: 'var(--on-accent)',
  hollow: inks.text,
  trouble: inks.strong,
} as const;

export function lanesHeight(count: number): number {
  return count * LANE_HEIGHT_PX + AXIS_HEIGHT_PX;
}

export interface DrawLanesOptions {
  plot: PlotLibrary;
  width: number;
  format: Format;
  from: Date;
  to: Date;
  lanes: readonly { key: string; label: string }[];
  bars: readonly LaneBar[];
  ticks: readonly LaneTick[];
}

/** What happened between two moments, kind under kind, on one axis of time. */
export function drawLanes({ plot, width, format, from, to, lanes, bars, ticks }: DrawLanesOptions): Element {
  const plotWidth = width - laneMargins.marginLeft - laneMargins.marginRight;
  const perMs = plotWidth / Math.max(1, to.getTime() - from.getTime());
  const band = { y: 'lane', insetTop: LANE_NAME_PX, insetBottom: 5 } as const;
  const lettersIn = (bar: LaneBar) =>
    Math.floor(((bar.to.getTime() - bar.from.getTime()) * perMs - LABEL_PADDING_PX) / LETTER_PX);
  const keyOf = (lane: { key: string }) => lane.key;
  return plot.plot({
    ...laneMargins,
    width,
    height: lanesHeight(lanes.length),
    marginTop: 0,
    marginBottom: AXIS_HEIGHT_PX,
    x: { type: 'utc', domain: [from, to], label: null },
    y: { type: 'band', domain: lanes.map(keyOf), axis: null, padding: 0 },
    marks: [
      plot.axisX(timeTicks(from, to, plotWidth).ticks, {
        tickSize: 0,
        tickFormat: (at: Date) => format.time(at),
      }),
      plot.text(lanes, {
        y: keyOf,
        text: 'label',
        frameAnchor: 'left',
        dy: -LANE_HEIGHT_PX / 2 + 11,
        fill: inks.text,
        fontSize: 13,
      }),
      plot.ruleY(lanes, { y: keyOf, dy: LANE_HEIGHT_PX / 2, stroke: inks.grid }),
      plot.barX(bars, {
        ...band,
        x1: 'from',
        x2: 'to',
        rx: 2,
        fill: ({ look }: LaneBar) => fills[look],
        stroke: ({ look }: LaneBar) => strokes[look],
        title: (bar: LaneBar) => `${format.timeRange(bar.from, bar.to)}\n${bar.label}`,
      }),
      plot.text(
        bars.filter((bar) => lettersIn(bar) >= Math.min(SHORTEST_CUT, [...bar.label].length)),
        {
          y: 'lane',
          x: 'from',
          dx: 5,
          dy: (LANE_NAME_PX - 5) / 2,
          textAnchor: 'start',
          fill: ({ look }: LaneBar) => labels[look],
          fontSize: 13,
          text: (bar: LaneBar) => cut(bar.label, lettersIn(bar)),
        },
      ),
      plot.tickX(ticks, { ...band, x: 'at', stroke: inks.line, strokeWidth: 1.5 }),
    ],
  });
}

function cut(text: string, lengthMax: number): string {
  const letters = [...text];
  return letters.length <= lengthMax
    ? text
    : `${letters
        .slice(0, lengthMax - 1)
        .join('')
        .trimEnd()}…`;
}
