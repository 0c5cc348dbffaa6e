export interface ChartPoint {
  atMs: number;
  value: number;
}

export interface AreaLayout {
  /** SVG paths: the filled shape, and its upper edge. */
  area: string;
  line: string;
  valueTicks: { value: number; y: number }[];
  timeTicks: { atMs: number; x: number; anchor: 'start' | 'middle' | 'end' }[];
  plot: { left: number; right: number; top: number; bottom: number };
}

interface AreaSize {
  /** In the order of time; at least one. */
  points: readonly ChartPoint[];
  width: number;
  height: number;
  /** How a value is written beside its line. */
  write: (value: number) => string;
}

/** Room for one line of times below; at the left the width of the longest value. */
const margins = { right: 8, top: 10, bottom: 26 };
/** A digit of 14 px type, and the gap between a value and its line. */
const digitPx = 9;
const valueGapPx = 10;
/** A time is some 45 px wide; closer than this they run together. */
const timeTickEveryPx = 90;

/** Where everything of an area chart goes, in pixels. Values are steps: each holds until the next point. */
export function layOutArea({ points, width, height, write }: AreaSize): AreaLayout {
  const firstMs = points[0]?.atMs ?? 0;
  const spanMs = Math.max(1, (points.at(-1)?.atMs ?? 0) - firstMs);
  const highest = Math.max(1, ...points.map((point) => point.value));
  const step = niceStep(highest);
  const values = ticks(step * Math.ceil(highest / step), step);
  const top = values.at(-1) ?? highest;
  const left = Math.max(...values.map((value) => write(value).length)) * digitPx + valueGapPx;
  const plot = {
    left,
    right: Math.max(left + 1, width - margins.right),
    top: margins.top,
    bottom: height - margins.bottom,
  };

  const x = (atMs: number) => round(plot.left + ((atMs - firstMs) / spanMs) * (plot.right - plot.left));
  const y = (value: number) => round(plot.bottom - (value / top) * (plot.bottom - plot.top));

  let line = '';
  for (const [index, point] of points.entries()) {
    line += index === 0 ? `M${x(point.atMs)} ${y(point.value)}` : `H${x(point.atMs)}V${y(point.value)}`;
  }
  if (points.length === 1) line += `H${plot.right}`;

  return {
    line,
    area: `${line}V${plot.bottom}H${plot.left}Z`,
    valueTicks: values.map((value) => ({ value, y: y(value) })),
    timeTicks: timeTicks(firstMs, spanMs, plot.right - plot.left).map((tick) => ({
      ...tick,
      x: x(tick.atMs),
    })),
    plot,
  };
}

/** A step of 1, 2 or 5 times a power of ten that cuts `highest` into at most four parts. Never a part of a person. */
export function niceStep(highest: number): number {
  const power = 10 ** Math.floor(Math.log10(highest / 4));
  const step = [1, 2, 5, 10].find((factor) => highest <= factor * power * 4) ?? 10;
  return Math.max(1, step * power);
}

function ticks(top: number, step: number): number[] {
  return Array.from({ length: Math.round(top / step) + 1 }, (_, index) => index * step);
}

function timeTicks(
  firstMs: number,
  spanMs: number,
  widthPx: number,
): Omit<AreaLayout['timeTicks'][number], 'x'>[] {
  const parts = Math.min(6, Math.max(1, Math.floor(widthPx / timeTickEveryPx)));
  return Array.from({ length: parts + 1 }, (_, index) => ({
    atMs: Math.round(firstMs + (spanMs * index) / parts),
    anchor: index === 0 ? 'start' : index === parts ? 'end' : 'middle',
  }));
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
