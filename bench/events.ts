import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { Factories } from '#tests/support/factories.ts';
import type { TestPage } from '#tests/support/test-client.ts';
import { startProcess } from './crowd/ask-process.ts';
import type { FromBare, ToBare } from './crowd/bare-process.ts';
import { createEvent, speak, stamp } from './crowd/events.ts';
import type { FromListeners, ToListeners } from './crowd/listeners-process.ts';
import { enrolPeople } from './crowd/people.ts';
import { startBenchApp } from './support/bench-app.ts';
import { median, percentileOf, round } from './support/statistics.ts';

/**
 * What an event costs for each learner who is told: server CPU by learner and event, fifty events a second to two thousand joined, present and tracked
 * learners, against a Socket.IO server that emits each event to its room. One event a second is a question that a page asks and SQL keeps. The bare server is
 * given ten a second, because at fifty it no longer keeps up on a core. In turn, A B B A …. performance.md G9; goals: ratio ≤ 0.25, p95 ≤ 200 ms, every question
 * once and in order.
 */
const LEARNERS = 2_000;
const PER_SECOND = 50;
const BARE_PER_SECOND = 10;
const WINDOW_MS = 10_000;
const BARE_WINDOW_MS = 5_000;
/** Seven windows of which the first warms up: sixty seconds counted. */
const ROUNDS = 7;
const ASK_EVERY_MS = 1_000;
/** What was told last has arrived by then. */
const SETTLE_MS = 1_000;

async function main(): Promise<void> {
  const app = await startBenchApp();
  const make = new Factories(app);
  const series = await make.makeSeries();
  const session = await make.makeSession({ series });
  const askers: TestPage[] = [];
  // Twenty open questions a person are taken.
  for (let asker = 0; asker < Math.ceil((ROUNDS * WINDOW_MS) / ASK_EVERY_MS / 19); asker += 1) {
    askers.push(await (await make.makeLearner(series.seriesId)).client.join(session.code));
  }
  const cookies = await enrolPeople(app, { seriesId: series.seriesId, count: LEARNERS });

  const bare = startProcess<ToBare, FromBare>('bare-process.ts');
  const started = await bare.ask({ do: 'start' });
  if (started.did !== 'started') throw new Error('the bare server did not start');
  const listeners = startProcess<ToListeners, FromListeners>('listeners-process.ts');
  const bareListeners = startProcess<ToListeners, FromListeners>('listeners-process.ts');
  await listeners.ask({ do: 'join', port: app.port, code: session.code, cookies, joins: true });
  await bareListeners.ask({ do: 'join', port: started.port, code: '', cookies, joins: false });
  console.log(`${LEARNERS} learners are in both`);
  const room = app.live.rooms.find(session.sessionId);
  if (!room) throw new Error('no room');

  let asked = 0;
  const speakInRoom = async (): Promise<number> => {
    const asking = setInterval(() => {
      asked += 1;
      const question = { clientId: crypto.randomUUID(), body: stamp('q', asked), anonymous: false };
      void askers[asked % askers.length]?.request('question:ask', question);
    }, ASK_EVERY_MS);
    const { cpuUs, events } = await speak(
      { perSecond: PER_SECOND - 1_000 / ASK_EVERY_MS, forMs: WINDOW_MS },
      (event) => room.tellLearners('question:changed', createEvent(event)),
    );
    clearInterval(asking);
    return cpuUs / (LEARNERS * (events + WINDOW_MS / ASK_EVERY_MS));
  };
  const speakBare = async (): Promise<number> => {
    const spoken = await bare.ask({ do: 'speak', perSecond: BARE_PER_SECOND, forMs: BARE_WINDOW_MS });
    if (spoken.did !== 'spoken') throw new Error('the bare server did not speak');
    return spoken.cpuUs / (LEARNERS * spoken.events);
  };

  const ours: number[] = [];
  const theirs: number[] = [];
  for (let index = 0; index < ROUNDS; index += 1) {
    const us = { room: Number.NaN, bare: Number.NaN };
    if (index === 1) await listeners.ask({ do: 'begin' });
    if (index % 2 === 0) us.room = await speakInRoom();
    us.bare = await speakBare();
    if (index % 2 === 1) us.room = await speakInRoom();
    await delay(SETTLE_MS);
    console.log(
      `round ${index + 1}: room ${round(us.room, 2)} µs, bare ${round(us.bare, 2)} µs a learner and event`,
    );
    if (index === 0) continue;
    ours.push(us.room);
    theirs.push(us.bare);
  }
  const ended = await listeners.ask({ do: 'end' });
  if (ended.did !== 'ended') throw new Error('the listeners did not end');
  const { byMs, wrong, deliveries } = ended.heard;
  const ratios = ours.map((us, index) => us / (theirs[index] ?? Number.NaN));
  console.log(
    JSON.stringify({
      bench: 'events',
      ratio: round(median(ratios)),
      goal: 0.25,
      p50Ms: percentileOf(byMs, 0.5),
      p95Ms: percentileOf(byMs, 0.95),
      goalP95Ms: 200,
      learners: LEARNERS,
      eventsPerSecond: PER_SECOND,
      deliveries,
      learnersWithGapsOrRepeats: wrong,
      roomUsP50: round(median(ours), 2),
      bareUsP50: round(median(theirs), 2),
      ratios: ratios.map((ratio) => round(ratio)),
    }),
  );
  for (const child of [listeners, bareListeners, bare]) child.stop();
  for (const page of askers) page.close();
  await app.close();
}

await main();
process.exit(0);
