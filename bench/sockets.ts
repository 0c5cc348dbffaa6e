import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { startProcess } from './crowd/ask-process.ts';
import type { FromBare, ToBare } from './crowd/bare-process.ts';
import type { FromClass, ToClass } from './crowd/class-process.ts';
import type { FromListeners, ToListeners } from './crowd/listeners-process.ts';
import { median, round } from './support/statistics.ts';

/**
 * What a learner who is signed in, present and tracked weighs in the server's memory, against a connection of a bare Socket.IO server, after a forced
 * collection, each in a process of its own, in turn. A bare connection is weighed by resident bytes. Ours does not show there, for the application holds more
 * freed memory than two thousand connections fill; so it is the bare one's resident bytes and whatever more the JavaScript heap holds for it. What the first five
 * hundred make a process set up once is there before the scales are read. performance.md G10; goal: ratio ≤ 1.25.
 */
const CONNECTIONS = 2_000;
const WARM_UP = 500;
/** Of each side; the first pair warms the machine and is thrown away. */
const ROUNDS = 4;
/** Written down, told and forgotten by then: the attendance of those who came last, the snapshot that they shared. */
const SETTLE_MS = 4_000;
const withGc = { execArgv: ['--expose-gc'] };

interface Door {
  port: number;
  code: string;
  cookies: string[];
  joins: boolean;
}

interface Scales {
  rssBytes: number;
  heapBytes: number;
  connections: number;
}

/** Of one connection. */
type Weight = Omit<Scales, 'connections'>;

async function weigh(open: Door, readScales: () => Promise<Scales>): Promise<Weight> {
  const { cookies, ...door } = open;
  const first = startProcess<ToListeners, FromListeners>('listeners-process.ts');
  await first.ask({ do: 'join', ...door, cookies: cookies.slice(0, WARM_UP) });
  await delay(SETTLE_MS);
  const before = await readScales();
  const others = startProcess<ToListeners, FromListeners>('listeners-process.ts');
  await others.ask({ do: 'join', ...door, cookies: cookies.slice(WARM_UP) });
  await delay(SETTLE_MS);
  const after = await readScales();
  first.stop();
  others.stop();
  if (after.connections - before.connections !== CONNECTIONS)
    throw new Error(`${after.connections - before.connections} connections came`);
  return {
    rssBytes: (after.rssBytes - before.rssBytes) / CONNECTIONS,
    heapBytes: (after.heapBytes - before.heapBytes) / CONNECTIONS,
  };
}

async function weighOurs(): Promise<Weight> {
  const server = startProcess<ToClass, FromClass>('class-process.ts', withGc);
  const started = await server.ask({ do: 'start', learners: WARM_UP + CONNECTIONS });
  if (started.did !== 'started') throw new Error('the class did not start');
  const weight = await weigh({ ...started, joins: true }, async () => {
    const weighed = await server.ask({ do: 'weigh' });
    if (weighed.did !== 'weighed') throw new Error('the class was not weighed');
    return { ...weighed, connections: weighed.peers };
  });
  server.stop();
  return weight;
}

async function weighBare(): Promise<Weight> {
  const server = startProcess<ToBare, FromBare>('bare-process.ts', withGc);
  const started = await server.ask({ do: 'start' });
  if (started.did !== 'started') throw new Error('the bare server did not start');
  const cookies = Array.from({ length: WARM_UP + CONNECTIONS }, () => `sign-in=${'x'.repeat(43)}`);
  const weight = await weigh({ port: started.port, code: '', cookies, joins: false }, async () => {
    const weighed = await server.ask({ do: 'weigh' });
    if (weighed.did !== 'weighed') throw new Error('the bare server was not weighed');
    return { ...weighed, connections: weighed.sockets };
  });
  server.stop();
  return weight;
}

const ours: Weight[] = [];
const theirs: Weight[] = [];
const kb = (bytes: number): number => round(bytes / 1_024, 1);
for (let index = 0; index < ROUNDS; index += 1) {
  let [learner, bare]: [Weight | undefined, Weight | undefined] = [undefined, undefined];
  if (index % 2 === 0) learner = await weighOurs();
  bare = await weighBare();
  learner ??= await weighOurs();
  console.log(
    `round ${index + 1}: heap of a learner ${kb(learner.heapBytes)} KB, of a bare socket ${kb(bare.heapBytes)} KB; resident ${kb(learner.rssBytes)} and ${kb(bare.rssBytes)} KB`,
  );
  if (index === 0) continue;
  ours.push(learner);
  theirs.push(bare);
}
const medianOf = (weights: Weight[], what: keyof Weight): number =>
  median(weights.map((weight) => weight[what]));
const ratios = ours.map(({ heapBytes }, index) => {
  const bare = theirs[index] ?? { rssBytes: Number.NaN, heapBytes: Number.NaN };
  return (bare.rssBytes + heapBytes - bare.heapBytes) / bare.rssBytes;
});
console.log(
  JSON.stringify({
    bench: 'sockets',
    ratio: round(median(ratios)),
    goal: 1.25,
    connections: CONNECTIONS,
    learnerHeapKbP50: kb(medianOf(ours, 'heapBytes')),
    bareHeapKbP50: kb(medianOf(theirs, 'heapBytes')),
    bareResidentKbP50: kb(medianOf(theirs, 'rssBytes')),
    learnerResidentGrowthKbP50: kb(medianOf(ours, 'rssBytes')),
    ratios: ratios.map((ratio) => round(ratio)),
  }),
);
process.exit(0);
