import process from 'node:process';
import type { App } from '#server/app.ts';
import { Factories } from '#tests/support/factories.ts';
import type { TestPage } from '#tests/support/test-client.ts';
import { createRoomStage } from './fanout/room-stage.ts';
import { startLoad } from './fanout/start-load.ts';
import { WorkerCost } from './fanout/worker-cost.ts';
import { startBenchApp } from './support/bench-app.ts';
import { median, round } from './support/statistics.ts';

/**
 * What a room's second worker costs: CPU microseconds of all workers for each packet that reaches a viewer, with one class spread over two workers
 * (the pipe included), against the same class on one. Both stand ready all the time and speak in turn, A B B A …, so a machine that slows down slows
 * both. performance.md G6; goal: ratio ≤ 1.10.
 */
const ROUNDS = 21;
const WINDOW_MS = 2_000;
/** The first round warms caches and congestion control up and is thrown away. */
const DISCARDED = 1;
/** Twice what one worker takes before a second is opened, the trainer among them: half of them are on each. */
const VIEWERS = 149;

type Side = 'spread' | 'alone';

async function main(): Promise<void> {
  const cost = new WorkerCost();
  const alone = await openClass(1);
  const spread = await openClass(2);
  const pids: Record<Side, number[]> = { spread: pidsOf(spread.app), alone: pidsOf(alone.app) };
  const load = startLoad({ spread: createRoomStage(spread.pages), alone: createRoomStage(alone.pages) });
  for (const side of ['spread', 'alone'] as const) {
    await load.join(side, VIEWERS);
    console.log(
      `${side}: ${VIEWERS} viewers; consumers by worker: ${cost.countConsumers(pids[side]).join(', ')}`,
    );
  }
  const counts = cost.countConsumers(pids.spread);
  if (Math.max(...counts) > 1.1 * Math.min(...counts))
    throw new Error('the viewers are not spread within 10 %');

  const ratios: number[] = [];
  const perPacket: Record<Side, number[]> = { spread: [], alone: [] };
  for (let index = 0; index < ROUNDS; index += 1) {
    const order: Side[] = index % 2 === 0 ? ['spread', 'alone'] : ['alone', 'spread'];
    const us: Record<Side, number> = { spread: Number.NaN, alone: Number.NaN };
    for (const side of order) us[side] = await cost.measure(pids[side], () => load.speak(side, WINDOW_MS));
    console.log(
      `round ${index + 1}: two workers ${round(us.spread, 2)} µs, one ${round(us.alone, 2)} µs a packet`,
    );
    if (index < DISCARDED) continue;
    ratios.push(us.spread / us.alone);
    perPacket.spread.push(us.spread);
    perPacket.alone.push(us.alone);
  }

  load.stop();
  for (const { app, pages } of [alone, spread]) {
    for (const page of pages) page.close();
    await app.close();
  }
  console.log(
    JSON.stringify({
      bench: 'pipes',
      ratio: round(median(ratios)),
      goal: 1.1,
      viewers: VIEWERS,
      consumersByWorker: counts,
      twoWorkersUsPerPacketP50: round(median(perPacket.spread), 2),
      oneWorkerUsPerPacketP50: round(median(perPacket.alone), 2),
      ratios: ratios.map((ratio) => round(ratio)),
    }),
  );
}

/** A live class with everybody joined; the first page is the trainer's. */
async function openClass(mediaWorkers: number): Promise<{ app: App; pages: TestPage[] }> {
  const app = await startBenchApp({ LECTERN_MEDIA_WORKERS: String(mediaWorkers) });
  const make = new Factories(app);
  const series = await make.makeSeries();
  const session = await make.makeSession({ series });
  const trainer = await make.makeTrainer(series.seriesId);
  const pages = [await trainer.client.join(session.code)];
  for (let viewer = 0; viewer < VIEWERS; viewer += 1) {
    pages.push(await (await make.makeLearner(series.seriesId)).client.join(session.code));
  }
  return { app, pages };
}

function pidsOf(app: App): number[] {
  return app.live.workers.workers.map(({ pid }) => pid);
}

await main();
process.exit(0);
