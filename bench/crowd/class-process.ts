import process from 'node:process';
import { Factories } from '#tests/support/factories.ts';
import { startBenchApp } from '../support/bench-app.ts';
import { enrolPeople } from './people.ts';

/** The whole application with one live session, to be weighed. */
export type ToClass = { do: 'start'; learners: number } | { do: 'weigh' };
export type FromClass =
  | { did: 'started'; port: number; code: string; cookies: string[] }
  | { did: 'weighed'; rssBytes: number; heapBytes: number; peers: number }
  | { failed: string };

const app = await startBenchApp();

async function act(message: ToClass): Promise<FromClass> {
  if (message.do === 'start') {
    const make = new Factories(app);
    const { seriesId, ...series } = await make.makeSeries();
    const { code } = await make.makeSession({ series: { seriesId, ...series } });
    const cookies = await enrolPeople(app, { seriesId, count: message.learners });
    return { did: 'started', port: app.port, code, cookies };
  }
  for (let time = 0; time < 4; time += 1) globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  const peers = [...app.live.rooms.rooms].reduce((sum, room) => sum + room.peerCount, 0);
  return { did: 'weighed', rssBytes: rss, heapBytes: heapUsed + external, peers };
}

process.on('message', (message: ToClass) => {
  act(message).then(
    (answer) => process.send?.(answer),
    (error: unknown) => process.send?.({ failed: String(error) } satisfies FromClass),
  );
});
process.on('disconnect', () => process.exit());
