import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { startProcess } from './crowd/ask-process.ts';
import type { FromBare, ToBare } from './crowd/bare-process.ts';
import type { FromClass, ToClass } from './crowd/class-process.ts';
import type { FromListeners, ToListeners } from './crowd/listeners-process.ts';
import { median, round } from './support/statistics.ts';

/**
 * What a learner who is signed in, present and tracked weighs in the server's memory, against a connection of a bare Socket.IO server: resident bytes after
 * a forced collection, each in a process of its own, in turn. What the first five hundred make the process set up once is there before the scales are read.
 * performance.md G10; goal: ratio ≤ 1.25.
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

interface Weight {
  rssBytes: number;
  connections: number;
}

async function weigh(open: Door, readScales: () => Promise<Weight>): Promise<number> {
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
  return (after.rssBytes - before.rssBytes) / CONNECTIONS;
}

async function weighOurs(): Promise<number> {
  const server = startProcess<ToClass, FromClass>('class-process.ts', withGc);
  const started = await server.ask({ do: 'start', learners: WARM_UP + CONNECTIONS });
  if (started.did !== 'started') throw new Error('the class did not start');
  const bytes = await weigh({ ...started, joins: true }, async () => {
    const weighed = await server.ask({ do: 'weigh' });
    if (weighed.did !== 'weighed') throw new Error('the class was not weighed');
    return { rssBytes: weighed.rssBytes, connections: weighed.peers };
  });
  server.stop();
  return bytes;
}

async function weighBare(): Promise<number> {
  const server = startProcess<ToBare, FromBare>('bare-process.ts', withGc);
  const started = await server.ask({ do: 'start' });
  if (started.did !== 'started') throw new Error('the bare server did not start');
  const cookies = Array.from({ length: WARM_UP + CONNECTIONS }, () => `sign-in=${'x'.repeat(43)}`);
  const bytes = await weigh({ port: started.port, code: '', cookies, joins: false }, async () => {
    const weighed = await server.ask({ do: 'weigh' });
    if (weighed.did !== 'weighed') throw new Error('the bare server was not weighed');
    return { rssBytes: weighed.rssBytes, connections: weighed.sockets };
  });
  server.stop();
  return bytes;
}

const ours: number[] = [];
const theirs: number[] = [];
for (let index = 0; index < ROUNDS; index += 1) {
  const weighed = { ours: Number.NaN, bare: Number.NaN };
  if (index % 2 === 0) weighed.ours = await weighOurs();
  weighed.bare = await weighBare();
  if (index % 2 === 1) weighed.ours = await weighOurs();
  console.log(
    `round ${index + 1}: a learner ${round(weighed.ours / 1_024, 1)} KB, a bare socket ${round(weighed.bare / 1_024, 1)} KB`,
  );
  if (index === 0) continue;
  ours.push(weighed.ours);
  theirs.push(weighed.bare);
}
const ratios = ours.map((bytes, index) => bytes / (theirs[index] ?? Number.NaN));
console.log(
  JSON.stringify({
    bench: 'sockets',
    ratio: round(median(ratios)),
    goal: 1.25,
    connections: CONNECTIONS,
    learnerKbP50: round(median(ours) / 1_024, 1),
    bareKbP50: round(median(theirs) / 1_024, 1),
    ratios: ratios.map((ratio) => round(ratio)),
  }),
);
process.exit(0);
