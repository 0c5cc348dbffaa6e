import { afterAll, beforeAll, expect, it } from 'vitest';
import { Factories, type TestPerson, type TestSeries } from '#tests/support/factories.ts';
import { dtlsParameters, opusParameters } from '#tests/support/fake-media.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';
import type { TestPage } from '#tests/support/test-client.ts';

let app: TestApp;
let make: Factories;
let series: TestSeries;
let trainer: TestPerson;

beforeAll(async () => {
  app = await startTestApp({ env: { LECTERN_MEDIA_WORKERS: '2' } });
  make = new Factories(app);
  series = await make.makeSeries();
  trainer = await make.makeTrainer(series.seriesId);
});
afterAll(async () => {
  // Each death is logged as what it is.
  expect(app.loggedErrors.splice(0).every((line) => /media worker/u.test(line))).toBe(true);
  await app.close();
});

async function publish(page: TestPage, epoch: number): Promise<string> {
  const { transportId } = await page.request('media:open_send', { epoch });
  await page.request('media:connect', { epoch, transportId, dtlsParameters });
  const { producerId } = await page.request('media:publish', {
    epoch,
    transportId,
    source: 'microphone',
    paused: false,
    rtpParameters: opusParameters(),
  });
  return producerId;
}

it.each(['SIGKILL', 'SIGSEGV', 'SIGSTOP'] as const)(
  'a worker that ends by %s takes nothing along but its own rooms’ media, which come back by themselves',
  async (signal) => {
    const [hit, spared] = await Promise.all([make.makeSession({ series }), make.makeSession({ series })]);
    const page = await trainer.client.join(hit.code);
    const otherPage = await trainer.client.join(spared.code);
    await publish(page, 0);
    await publish(otherPage, 0);
    const room = app.live.rooms.find(hit.sessionId);
    const otherRoom = app.live.rooms.find(spared.sessionId);
    expect(room?.media.workerPid).not.toBe(otherRoom?.media.workerPid);

    process.kill(room?.media.workerPid ?? 0, signal);
    const { media } = await page.waitFor('media:reset');

    expect(media).toMatchObject({ epoch: 1, publications: [] });
    await expect(publish(page, 0)).rejects.toMatchObject({ error: { code: 'media_reset' } });
    await publish(page, 1);
    // The rest of the room never noticed, and neither did the other room.
    expect(await page.requestRaw('question:vote', { questionId: hit.sessionId, voted: true })).toMatchObject({
      error: { code: 'not_found' },
    });
    expect(otherPage.news.some((news) => news.name === 'media:reset')).toBe(false);
    await expect.poll(() => app.live.workers.workers.length, { timeout: 15_000 }).toBe(2);
    page.close();
    otherPage.close();
    // Empty rooms stay for a minute and count as load: without them the next two are on two workers again.
    for (const { sessionId } of [hit, spared]) app.live.rooms.close(sessionId);
  },
  40_000,
);
