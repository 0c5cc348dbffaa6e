import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { MediaWorker } from '#server/features/live/media/worker-pool.ts';
import { Factories, type TestPerson, type TestSeries, type TestSession } from '#tests/support/factories.ts';
import { portOf, TestListener, TestSpeaker } from '#tests/support/media-pages.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';
import type { TestPage } from '#tests/support/test-client.ts';

/** A room's first worker takes 86 before a second one is opened; the trainer is one of them. */
const ALONE_UP_TO = 86;
const PAGES_PER_PERSON = 5;

let app: TestApp;
let make: Factories;
let series: TestSeries;
let session: TestSession;
let trainer: TestPerson;
let trainerPage: TestPage;
/** Port by port, the pages that receive through that worker. */
let seated: Map<number, TestPage[]>;
let speaker: TestSpeaker;
let homePort: number;
let otherPort: number;

beforeAll(async () => {
  app = await startTestApp({
    env: { LECTERN_MEDIA_WORKERS: '2' },
    options: { rateLimitFactor: 100 },
  });
  make = new Factories(app);
  series = await make.makeSeries();
  trainer = await make.makeTrainer(series.seriesId);
});
afterAll(async () => {
  // Each death is logged as what it is.
  expect(app.loggedErrors.splice(0).every((line) => /media worker/u.test(line))).toBe(true);
  await app.close();
});

beforeEach(async () => {
  session = await make.makeSession({ series });
  trainerPage = await trainer.client.join(session.code);
  speaker = await TestSpeaker.publish(trainerPage);
  homePort = speaker.port;
  seated = new Map();
  // Twice what one worker takes alone, so that the second is as full as the first.
  for (let people = 0; people < (2 * ALONE_UP_TO) / PAGES_PER_PERSON; people += 1) {
    const learner = await make.makeLearner(series.seriesId);
    await Promise.all(Array.from({ length: PAGES_PER_PERSON }, () => seat(learner)));
  }
  otherPort = [...seated.keys()].find((port) => port !== homePort) ?? 0;
  return async () => {
    await speaker.close();
    for (const page of [trainerPage, ...[...seated.values()].flat()]) page.close();
    app.live.rooms.close(session.sessionId);
    await expect.poll(() => app.live.workers.workers.length, { timeout: 15_000 }).toBe(2);
  };
});

async function seat(person: TestPerson): Promise<TestPage> {
  const page = await person.client.join(session.code);
  const port = portOf(await page.request('media:open_receive', { epoch: 0 }));
  seated.set(port, [...(seated.get(port) ?? []), page]);
  return page;
}

async function listen(page: TestPage, epoch = 0): Promise<TestListener> {
  const listener = await TestListener.connect(page, { epoch });
  await listener.listenTo(speaker.producerId);
  return listener;
}

function pageAt(port: number): TestPage {
  const page = seated.get(port)?.at(-1);
  if (!page) throw new Error(`nobody is at ${port}`);
  return page;
}

async function workerAt(port: number): Promise<MediaWorker> {
  for (const media of app.live.workers.workers) {
    const { udpSockets } = await media.server.dump();
    if (udpSockets.some((socket) => socket.port === port)) return media;
  }
  throw new Error(`no worker at ${port}`);
}

/** Says so many words, as quickly as a voice does, and waits until a listener has heard them all. */
async function expectHeard(listener: TestListener, words = 20): Promise<void> {
  const before = listener.received;
  for (let word = 0; word < words; word += 1) {
    await speaker.say();
    await delay(20);
  }
  await expect.poll(() => listener.received - before).toBe(words);
}

async function producersOn(port: number): Promise<string[]> {
  const { worker } = await workerAt(port);
  const { channelMessageHandlers } = await worker.dump();
  return channelMessageHandlers.channelRequestHandlers;
}

const told = (page: TestPage, name: string): boolean => page.news.some((news) => news.name === name);

describe('a room of more than one worker takes', () => {
  it('is spread evenly, and everybody hears what is said at the home', async () => {
    const counts = [...seated.values()].map((pages) => pages.length);
    expect(counts).toHaveLength(2);
    expect(Math.abs((counts[0] ?? 0) - (counts[1] ?? 0))).toBeLessThanOrEqual(0.1 * ALONE_UP_TO);

    const [near, far] = await Promise.all([listen(pageAt(homePort)), listen(pageAt(otherPort))]);
    expect([near.port, far.port]).toEqual([homePort, otherPort]);
    await expectHeard(far);
    await expectHeard(near);
    await Promise.all([near.close(), far.close()]);
  });

  it('pipes a publication only to where somebody receives it, and ends it with the last who does', async () => {
    const { producerId } = speaker;
    expect(await producersOn(otherPort)).not.toContain(producerId);
    const [first, second] = await Promise.all([
      listen(pageAt(otherPort)),
      listen(seated.get(otherPort)?.[0] ?? pageAt(0)),
    ]);
    expect(await producersOn(otherPort)).toContain(producerId);
    first.page.close();
    await expectHeard(second);
    second.page.close();
    await expect.poll(() => producersOn(otherPort)).not.toContain(producerId);

    // And the other way round: what ends at the home ends everywhere.
    const third = await listen(seated.get(otherPort)?.[1] ?? pageAt(0));
    await trainerPage.request('media:unpublish', { epoch: 0, producerId });
    await third.page.waitFor('media:unpublished', (news) => news.producerId === producerId);
    await expect.poll(() => producersOn(otherPort)).not.toContain(producerId);
    await Promise.all([first.close(), second.close(), third.close()]);
  });

  it('gives the second router back with the last who is placed there', async () => {
    const { worker } = await workerAt(otherPort);
    expect((await worker.dump()).routerIds).toHaveLength(1);
    for (const page of seated.get(otherPort) ?? []) page.close();
    await expect.poll(async () => (await worker.dump()).routerIds.length).toBe(0);
  });
});

describe('when one of two workers dies', () => {
  it('the learners on the other hear on without a gap, and those on it come back', async () => {
    const [near, far] = await Promise.all([listen(pageAt(homePort)), listen(pageAt(otherPort))]);
    await expectHeard(far);
    process.kill((await workerAt(otherPort)).pid, 'SIGKILL');
    await expectHeard(near, 100);
    for (const page of seated.get(homePort) ?? []) expect(told(page, 'media:reset')).toBe(false);
    expect(told(trainerPage, 'media:reset')).toBe(false);

    for (const page of seated.get(otherPort) ?? []) {
      const { media } = await page.waitFor('media:reset');
      expect(media).toMatchObject({ epoch: 1, publications: [{ producerId: speaker.producerId }] });
    }
    const again = await listen(far.page, 1);
    await expectHeard(again);
    await Promise.all([near.close(), far.close(), again.close()]);
  });

  it('the learners on the other get what is published again, without beginning again themselves', async () => {
    const [near, far] = await Promise.all([listen(pageAt(homePort)), listen(pageAt(otherPort))]);
    await expectHeard(far);
    const { producerId } = speaker;
    process.kill((await workerAt(homePort)).pid, 'SIGKILL');
    await far.page.waitFor('media:unpublished', (news) => news.producerId === producerId);
    expect((await trainerPage.waitFor('media:reset')).media).toMatchObject({ epoch: 1, publications: [] });
    await near.page.waitFor('media:reset');

    await speaker.close();
    speaker = await TestSpeaker.publish(trainerPage, { epoch: 1 });
    await far.page.waitFor(
      'media:published',
      ({ publication }) => publication.producerId === speaker.producerId,
    );
    await far.listenTo(speaker.producerId);
    await expectHeard(far);
    for (const page of seated.get(otherPort) ?? []) expect(told(page, 'media:reset')).toBe(false);
    await Promise.all([near.close(), far.close()]);
  });
});
