import { expect, it } from 'vitest';
import { Factories, type TestPerson, type TestSession } from '#tests/support/factories.ts';
import { ServerProcess } from '#tests/support/server-process.ts';

it.each(['SIGTERM', 'SIGINT'] as const)(
  '%s with people in a room ends the process, and tells their pages to come back',
  async (signal) => {
    let session: TestSession | undefined;
    let learner: TestPerson | undefined;
    const server = await ServerProcess.start({
      prepare: async (world) => {
        const make = new Factories(world);
        const series = await make.makeSeries();
        session = await make.makeSession({ series });
        learner = await make.makeLearner(series.seriesId);
      },
    });
    const page = await learner?.client.join(session?.code ?? '');
    await server.kill(signal);
    expect(await page?.waitForClose()).toBe('server_stopping');
    await server.close();
  },
  120_000,
);
