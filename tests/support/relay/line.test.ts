import { describe, expect, it } from 'vitest';
import { type Conditions, Line } from './line.ts';

const PACKETS = 20_000;
/** One every 20 ms, as of a voice. */
const EVERY_MS = 20;

/** What became of each of a voice's packets: when it arrived, counted from when it was sent. */
function send(conditions: Partial<Conditions>, { seed = 7, bytes = 100 } = {}) {
  const line = new Line(seed);
  line.set(conditions);
  return Array.from({ length: PACKETS }, (_, index) =>
    line.planPacket(index * EVERY_MS, bytes).map((atMs) => atMs - index * EVERY_MS),
  );
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('a line', () => {
  it('that is perfect delivers everything at once', () => {
    expect(send({}).every(([delayMs, ...more]) => delayMs === 0 && more.length === 0)).toBe(true);
  });

  it('gives the same traffic the same fate under the same seed, and another under another', () => {
    const bad = { delayMs: 150, jitterMs: 50, lossShare: 0.1, duplicateShare: 0.01 };
    expect(send(bad)).toEqual(send(bad));
    expect(send(bad)).not.toEqual(send(bad, { seed: 8 }));
  });

  it('delays by what was asked, spread evenly over the jitter', () => {
    const delays = send({ delayMs: 150, jitterMs: 50 }).flat();
    expect(Math.abs(mean(delays) - 150)).toBeLessThan(1);
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(100);
    expect(Math.max(...delays)).toBeLessThanOrEqual(200);
    const deviation = Math.sqrt(mean(delays.map((delay) => (delay - 150) ** 2)));
    expect(Math.abs(deviation - 50 / Math.sqrt(3))).toBeLessThan(1);
  });

  it('never delivers before it was sent, however large the jitter', () => {
    expect(
      send({ delayMs: 10, jitterMs: 100 })
        .flat()
        .every((delayMs) => delayMs >= 0),
    ).toBe(true);
  });

  it.each([0.01, 0.1, 0.5])('loses the asked share of packets: %f', (lossShare) => {
    const lost = send({ lossShare }).filter((arrivals) => arrivals.length === 0).length / PACKETS;
    // Four standard deviations of so many throws.
    expect(Math.abs(lost - lossShare)).toBeLessThan(4 * Math.sqrt((lossShare * (1 - lossShare)) / PACKETS));
  });

  it('doubles the asked share', () => {
    const doubled = send({ duplicateShare: 0.05 }).filter((arrivals) => arrivals.length === 2).length;
    expect(Math.abs(doubled / PACKETS - 0.05)).toBeLessThan(0.01);
  });

  it('carries no more than its rate, and drops what the queue does not hold', () => {
    const line = new Line(1);
    line.set({ bytesPerSecond: 10_000, queueMs: 500 });
    // A burst of a hundred packets of 1,000 bytes: five fit the queue behind the one on its way.
    const arrivals = Array.from({ length: 100 }, () => line.planPacket(0, 1_000)).flat();
    expect(arrivals).toEqual([100, 200, 300, 400, 500, 600]);
    expect(line.planPacket(10_000, 1_000)).toEqual([10_100]);
  });

  it('keeps a stream in order and loses nothing of it: what is lost is late, and all that follows waits', () => {
    const line = new Line(3);
    line.set({ delayMs: 50, jitterMs: 40, lossShare: 0.2 });
    let last = 0;
    const waits = Array.from({ length: 2_000 }, (_, index) => {
      const nowMs = index * 1_000;
      last = line.planStream(nowMs, 1_000, last);
      return last - nowMs;
    });
    expect(waits.every((waitMs) => waitMs >= 10)).toBe(true);
    // A fifth is sent twice or more; each time costs 250 ms.
    const late = waits.filter((waitMs) => waitMs > 90).length / waits.length;
    expect(Math.abs(late - 0.2)).toBeLessThan(0.04);
  });
});
