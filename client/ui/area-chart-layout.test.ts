import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChartPoint, layOutArea, niceStep } from './area-chart-layout.ts';

const write = (value: number) => String(value);
const points = fc
  .array(fc.record({ atMs: fc.nat(10_000_000), value: fc.nat(5_000) }), { minLength: 1, maxLength: 50 })
  .map((list): ChartPoint[] => list.sort((a, b) => a.atMs - b.atMs));

describe('an area chart', () => {
  it('steps by 1, 2 or 5 times a power of ten, and never by less than one', () => {
    expect([1, 4, 7, 12, 30, 1_284].map(niceStep)).toEqual([1, 1, 2, 5, 10, 500]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (highest) => {
        const step = niceStep(highest);
        expect(String(step)).toMatch(/^[125]0*$/);
        expect(highest / step).toBeLessThanOrEqual(4);
      }),
    );
  });

  it('keeps every point, line and word inside its frame, at 320 px as at 1200', () => {
    fc.assert(
      fc.property(points, fc.integer({ min: 280, max: 1_200 }), (list, width) => {
        const layout = layOutArea({ points: list, width, height: 200, write });
        const { plot } = layout;
        for (const [, command = '', numbers = ''] of layout.line.matchAll(/([MHV])([\d. ]+)/g)) {
          const [first = 0, second = 0] = numbers.split(' ').map(Number);
          const [x, y] = command === 'V' ? [plot.left, first] : [first, command === 'M' ? second : plot.top];
          expect(x).toBeGreaterThanOrEqual(plot.left);
          expect(x).toBeLessThanOrEqual(plot.right);
          expect(y).toBeGreaterThanOrEqual(plot.top);
          expect(y).toBeLessThanOrEqual(plot.bottom);
        }
        for (const tick of [...layout.timeTicks]) expect(tick.x).toBeLessThanOrEqual(width);
        expect(layout.valueTicks.at(-1)?.y).toBe(plot.top);
      }),
    );
  });

  it('draws a single point as a line over the whole width', () => {
    const { line, plot } = layOutArea({ points: [{ atMs: 0, value: 4 }], width: 400, height: 200, write });
    expect(line).toContain(`H${plot.right}`);
  });
});
