import process from 'node:process';
import { Factories } from '#tests/support/factories.ts';
import { createBareStage } from './fanout/bare-stage.ts';
import { createRoomStage } from './fanout/room-stage.ts';
import { startLoad } from './fanout/start-load.ts';
import { WorkerCost } from './fanout/worker-cost.ts';
import { startBenchApp } from './support/bench-app.ts';
import { median, round } from './support/statistics.ts';

/**
 * What our room costs on top of mediasoup: CPU microseconds of the worker for each packet it delivers, through the whole application with joined
 * pages, presence, attendance and metrics, against a bare script on the same binary. Both stand ready all the time and speak in turn, A B B A …,
 * so a machine that slows down slows both. performance.md G1; goal: ratio ≤ 1.05.
 */
const VIEWERS = 100;
const ROUNDS = 13;
const WINDOW_MS = 2_000;
/** The first round warms caches and congestion control up and is thrown away. */
const DISCARDED = 1;

type Side = 'room' | 'bare';

async function main(): Promise<void> {
  const cost = new WorkerCost();
  const app = await startBenchApp();
  const bare = await createBareStage(process.env.MEDIASOUP_WORKER_BIN);
  const make = new Factories(app);
  const series = await make.makeSeries();
  const session = await make.makeSession({ series });
  const trainer = await make.makeTrainer(series.seriesId);
  const pages = [await trainer.client.join(session.code)];
  for (let viewer = 0; viewer < VIEWERS; viewer += 1) {
    pages.push(await (await make.makeLearner(series.seriesId)).client.join(session.code));
  }
  const roomPids = app.live.workers.workers.map(({ pid }) => pid);
  const pids: Record<Side, number[]> = { room: roomPids, bare: [bare.pid] };

  const load = startLoad({ room: createRoomStage(pages), bare });
  for (const side of ['room', 'bare'] as const) {
    await load.join(side, VIEWERS);
    console.log(`${side}: ${VIEWERS} viewers are connected`);
  }

  const ratios: number[] = [];
  const perPacket: Record<Side, number[]> = { room: [], bare: [] };
  for (let index = 0; index < ROUNDS; index += 1) {
    const order: Side[] = index % 2 === 0 ? ['room', 'bare'] : ['bare', 'room'];
    const us: Partial<Record<Side, number>> = {};
    for (const side of order) {
      us[side] = await cost.measure(pids[side], () => load.speak(side, WINDOW_MS));
    }
    const { room = Number.NaN, bare: bareUs = Number.NaN } = us;
    console.log(`round ${index + 1}: room ${round(room, 2)} µs, bare ${round(bareUs, 2)} µs a packet`);
    if (index < DISCARDED) continue;
    ratios.push(room / bareUs);
    perPacket.room.push(room);
    perPacket.bare.push(bareUs);
  }

  load.stop();
  for (const page of pages) page.close();
  bare.close();
  await app.close();
  console.log(
    JSON.stringify({
      bench: 'fanout',
      ratio: round(median(ratios)),
      goal: 1.05,
      viewers: VIEWERS,
      roomUsPerPacketP50: round(median(perPacket.room), 2),
      bareUsPerPacketP50: round(median(perPacket.bare), 2),
      ratios: ratios.map((ratio) => round(ratio)),
      roomUsPerPacket: perPacket.room.map((us) => round(us, 2)),
      bareUsPerPacket: perPacket.bare.map((us) => round(us, 2)),
    }),
  );
}

await main();
process.exit(0);
