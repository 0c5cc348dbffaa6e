import { type ChildProcess, fork } from 'node:child_process';
import process from 'node:process';
import { observer, type types } from 'mediasoup';
import { Factories } from '#tests/support/factories.ts';
import { createBareStage } from './fanout/bare-stage.ts';
import type { FromLoad, ToLoad } from './fanout/load-process.ts';
import { type Stage, VIEWERS } from './fanout/protocol.ts';
import { createRoomStage } from './fanout/room-stage.ts';
import { startBenchApp } from './support/bench-app.ts';
import { median, round } from './support/statistics.ts';

/**
 * What our room costs on top of mediasoup: CPU microseconds of the worker for each packet it delivers, through the whole application with joined
 * pages, presence, attendance and metrics, against a bare script on the same binary. Both stand ready all the time and speak in turn, A B B A …,
 * so a machine that slows down slows both. performance.md G1; goal: ratio ≤ 1.05.
 */
const ROUNDS = 13;
const WINDOW_MS = 2_000;
/** The first round warms caches and congestion control up and is thrown away. */
const DISCARDED = 1;

type Side = 'room' | 'bare';

async function main(): Promise<void> {
  const workers: types.Worker[] = [];
  const consumers = new Map<number, Set<types.Consumer>>();
  watchConsumers(workers, consumers);

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
  const roomPid = app.live.workers.workers[0]?.pid;
  const pids: Record<Side, number | undefined> = { room: roomPid, bare: bare.pid };
  const workerOf = (side: Side): types.Worker => {
    const worker = workers.find((candidate) => candidate.pid === pids[side]);
    if (!worker) throw new Error(`no worker for ${side}`);
    return worker;
  };

  const load = startLoad({ room: createRoomStage(pages), bare });
  for (const side of ['room', 'bare'] as const) {
    await load.join(side);
    console.log(`${side}: ${VIEWERS} viewers are connected`);
  }

  const ratios: number[] = [];
  const perPacket: Record<Side, number[]> = { room: [], bare: [] };
  for (let index = 0; index < ROUNDS; index += 1) {
    const order: Side[] = index % 2 === 0 ? ['room', 'bare'] : ['bare', 'room'];
    const us: Partial<Record<Side, number>> = {};
    for (const side of order) {
      const worker = workerOf(side);
      const own = consumers.get(worker.pid) ?? new Set();
      us[side] = await measure(worker, own, () => load.speak(side, WINDOW_MS));
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

/** mediasoup's own observer sees every consumer of every worker in this process, whoever made it. */
function watchConsumers(workers: types.Worker[], consumers: Map<number, Set<types.Consumer>>): void {
  observer.on('newworker', (worker) => {
    workers.push(worker);
    const own = new Set<types.Consumer>();
    consumers.set(worker.pid, own);
    worker.observer.on('newrouter', (router) => {
      router.observer.on('newtransport', (transport) => {
        transport.observer.on('newconsumer', (consumer) => own.add(consumer));
      });
    });
  });
}

/** Asking for two hundred statistics costs the worker CPU: before a window it is done first, after it last. */
async function measure(
  worker: types.Worker,
  consumers: ReadonlySet<types.Consumer>,
  speak: () => Promise<void>,
): Promise<number> {
  const packetsBefore = await countPackets(consumers);
  const cpuBeforeUs = await cpuUs(worker);
  await speak();
  const cpuAfterUs = await cpuUs(worker);
  const packetsAfter = await countPackets(consumers);
  return (cpuAfterUs - cpuBeforeUs) / (packetsAfter - packetsBefore);
}

async function countPackets(consumers: ReadonlySet<types.Consumer>): Promise<number> {
  let packets = 0;
  for (const consumer of consumers) {
    const stats = await consumer.getStats();
    for (const stat of stats) if (stat.type === 'outbound-rtp') packets += stat.packetCount;
  }
  return packets;
}

async function cpuUs(worker: types.Worker): Promise<number> {
  const usage = await worker.getResourceUsage();
  return (usage.ru_utime + usage.ru_stime) * 1_000;
}

interface LoadHandle {
  join(side: Side): Promise<void>;
  speak(side: Side, durationMs: number): Promise<void>;
  stop(): void;
}

function startLoad(stages: Record<Side, Stage>): LoadHandle {
  const child: ChildProcess = fork(new URL('./fanout/load-process.ts', import.meta.url));
  const tell = (message: ToLoad): void => {
    child.send(message);
  };
  let pending: PromiseWithResolvers<void> | undefined;
  child.on('message', (message: FromLoad) => {
    if ('failed' in message) return pending?.reject(new Error(message.failed));
    if ('did' in message) return pending?.resolve();
    const { call, stage, method, args } = message;
    const act = stages[stage as Side][method] as (...args: unknown[]) => Promise<unknown>;
    act(...args).then(
      (value) => tell({ do: 'answer', call, value }),
      (error: unknown) => tell({ do: 'answer', call, error: String(error) }),
    );
  });
  const ask = (message: ToLoad): Promise<void> => {
    pending = Promise.withResolvers<void>();
    tell(message);
    return pending.promise;
  };
  return {
    join: (stage) => ask({ do: 'join', stage }),
    speak: (stage, durationMs) => ask({ do: 'speak', stage, durationMs }),
    stop: () => child.kill(),
  };
}

await main();
process.exit(0);
