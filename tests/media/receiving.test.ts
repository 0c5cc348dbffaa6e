import { randomUUID } from 'node:crypto';
import type { types } from 'mediasoup';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { CONNECT_WITHIN_MS } from '#server/features/live/media/peer-media.ts';
import { protocolVersion } from '#shared/contract.ts';
import type { ReceiveWish } from '#shared/features/media.ts';
import type { RequestInput } from '#shared/protocol.ts';
import type { Rung } from '#shared/rungs.ts';
import { Factories, type TestPerson, type TestSeries, type TestSession } from '#tests/support/factories.ts';
import { dtlsParameters, opusParameters, simulcastParameters } from '#tests/support/fake-media.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';
import type { TestPage } from '#tests/support/test-client.ts';

let app: TestApp;
let make: Factories;
let series: TestSeries;
let session: TestSession;
let trainer: TestPerson;
let learner: TestPerson;
let trainerPage: TestPage;
let capabilities: ReceiveWish['rtpCapabilities'];

/** Every transport that the media worker made, in order. */
const transports: types.Transport[] = [];
const epoch = 0;

beforeAll(async () => {
  app = await startTestApp();
  app.live.workers.workers[0]?.worker.observer.on('newrouter', (router) => {
    router.observer.on('newtransport', (transport) => transports.push(transport));
  });
  make = new Factories(app);
  series = await make.makeSeries();
  trainer = await make.makeTrainer(series.seriesId, 'Trần Văn Bình');
  learner = await make.makeLearner(series.seriesId);
  const { body } = await learner.client.http<{ routerRtpCapabilities: ReceiveWish['rtpCapabilities'] }>(
    'GET',
    '/api/media-capabilities',
  );
  capabilities = body.routerRtpCapabilities;
});
afterAll(() => app.close());

beforeEach(async () => {
  session = await make.makeSession({ series });
  trainerPage = await trainer.client.join(session.code);
  return () => trainerPage.close();
});

const wish = (rung: Rung) => ({ rung, rtpCapabilities: capabilities });

async function goOnAir(page = trainerPage): Promise<{ microphone: string; camera: string }> {
  const { transportId } = await page.request('media:open_send', { epoch });
  await page.request('media:connect', { epoch, transportId, dtlsParameters });
  const publish = async (source: 'microphone' | 'camera') => {
    const rtpParameters = source === 'camera' ? simulcastParameters() : opusParameters();
    const input: RequestInput<'media:publish'> = { epoch, transportId, source, paused: false, rtpParameters };
    return (await page.request('media:publish', input)).producerId;
  };
  return { microphone: await publish('microphone'), camera: await publish('camera') };
}

describe('the answer to a join', () => {
  it('brings the transport and all that is published, so that nothing has to be asked for', async () => {
    const { microphone, camera } = await goOnAir();
    const page = await learner.client.join(session.code, { receive: wish('full') });
    const { receiving, media } = page.joined ?? {};
    expect(receiving?.consumers.map(({ producerId, kind }) => [producerId, kind])).toEqual([
      [microphone, 'audio'],
      [camera, 'video'],
    ]);
    // As the page's own half expects it, got ready before the join.
    expect(media?.routerRtpCapabilities).toEqual(capabilities);
    await page.request('media:connect', {
      epoch,
      transportId: receiving?.transportId ?? '',
      dtlsParameters,
    });
    await page.request('media:tune', {
      epoch,
      consumers: (receiving?.consumers ?? []).map(({ consumerId }) => ({ consumerId, paused: false })),
    });
    page.close();
  });

  it('brings no more than the page’s rung carries', async () => {
    const { microphone } = await goOnAir();
    const sound = await learner.client.join(session.code, { receive: wish('sound') });
    expect(sound.joined?.receiving?.consumers.map(({ producerId }) => producerId)).toEqual([microphone]);
    sound.close();
    const slides = await learner.client.join(session.code, { receive: wish('slides') });
    expect(slides.joined?.receiving).toBeNull();
    slides.close();
  });

  it('brings nothing where nothing is asked, where nothing is published, and before the start (R15)', async () => {
    const early = await learner.client.join(session.code, { receive: wish('full') });
    expect(early.joined?.receiving).toBeNull();
    early.close();
    await goOnAir();
    const plain = await learner.client.join(session.code);
    expect(plain.joined?.receiving).toBeNull();
    plain.close();

    const lobby = await make.makeSession({ series, state: 'lobby' });
    const staff = await trainer.client.join(lobby.code);
    await goOnAir(staff);
    const waiting = await learner.client.join(lobby.code, { receive: wish('full') });
    expect(waiting.joined?.receiving).toBeNull();
    waiting.close();
    staff.close();
  });

  it('sends nobody back what comes from themselves', async () => {
    await goOnAir();
    const other = await trainer.client.join(session.code, { receive: wish('full') });
    expect(other.joined?.receiving).toBeNull();
    other.close();
  });

  it('comes by itself to a page that sends its join along with the handshake', async () => {
    await goOnAir();
    const pageId = randomUUID();
    const join = { protocolVersion, code: session.code, position: null, pageId, receive: wish('full') };
    const page = await learner.client.openPage({ pageId, auth: { join } });
    const greeting = await page.waitForGreeting();
    expect(greeting).toMatchObject({ ok: true, data: { you: { personId: learner.personId } } });
    expect(greeting.ok && greeting.data.receiving?.consumers).toHaveLength(2);
    // From then on it is a member like any other.
    expect(await page.requestRaw('media:report_rung', { rung: 'sound' })).toEqual({ ok: true, data: {} });
    page.close();
  });

  it('is a refusal by name to a handshake with another shape, or of somebody else’s room (R10, R14)', async () => {
    const malformed = await learner.client.openPage({ auth: { join: { code: session.code } } });
    expect(await malformed.waitForGreeting()).toMatchObject({ ok: false, error: { code: 'malformed' } });
    malformed.close();
    const stranger = await make.makePerson();
    const join = { protocolVersion, code: session.code, position: null, pageId: randomUUID() };
    const page = await stranger.client.openPage({ auth: { join } });
    expect(await page.waitForGreeting()).toEqual({ ok: false, error: { code: 'not_found' } });
    page.close();
  });
});

it('a page that asks later gets transport and consumers in one answer', async () => {
  const page = await learner.client.join(session.code);
  const { camera } = await goOnAir();
  const { transportId, consumers } = await page.request('media:open_receive', {
    epoch,
    receive: wish('full'),
  });
  expect(consumers.map(({ producerId }) => producerId)).toContain(camera);
  await page.request('media:connect', { epoch, transportId, dtlsParameters });
  page.close();
});

it('a transport that its page never connects is closed after a while', async () => {
  await goOnAir();
  transports.length = 0;
  // Only what waits as long is turned on by hand, and all else of that length has had its answer: the database's clocks run on.
  const timers = vi.spyOn(globalThis, 'setTimeout');
  try {
    await learner.client.join(session.code, { receive: wish('full') });
    const waits = timers.mock.calls.filter(([, afterMs]) => afterMs === CONNECT_WITHIN_MS);
    expect(transports.map(({ closed }) => closed)).toEqual([false]);
    for (const [endWait] of waits) endWait();
    expect(transports.map(({ closed }) => closed)).toEqual([true]);
  } finally {
    timers.mockRestore();
  }
});

describe('the rungs of a class', () => {
  it('are told to staff as numbers, once for a burst, and never to learners (R8)', async () => {
    const people = await Promise.all([1, 2, 3].map(() => make.makeLearner(series.seriesId)));
    const pages = await Promise.all(
      people.map(({ client }) => client.join(session.code, { receive: wish('full') })),
    );
    await trainerPage.waitFor('media:rungs_changed', ({ audienceRungs }) => audienceRungs.full === 3);
    const [first, second] = pages;
    await first?.request('media:report_rung', { rung: 'sound' });
    await second?.request('media:report_rung', { rung: 'small' });
    await second?.request('media:report_rung', { rung: 'slides' });
    const { audienceRungs } = await trainerPage.waitFor(
      'media:rungs_changed',
      (news) => news.audienceRungs.slides === 1,
    );
    expect(audienceRungs).toEqual({ full: 1, small: 0, sound: 1, slides: 1 });
    const told = trainerPage.news.filter(({ name }) => name === 'media:rungs_changed');
    expect(told.length).toBeLessThanOrEqual(3);

    // Staff who come later are told where it stands; learners at no time.
    const late = await trainer.client.join(session.code);
    expect(late.snapshot.media.audienceRungs).toEqual(audienceRungs);
    for (const page of pages) {
      expect(page.joined?.media.audienceRungs).toBeNull();
      expect(page.news.some(({ name }) => name === 'media:rungs_changed')).toBe(false);
    }
    late.close();

    first?.close();
    await trainerPage.waitFor('media:rungs_changed', (news) => news.audienceRungs.sound === 0);
    for (const page of pages) page.close();
  });

  it('count a learner with two pages once, where they see most; staff not at all', async () => {
    const small = await learner.client.join(session.code, { receive: wish('small') });
    const slides = await learner.client.join(session.code, { receive: wish('slides') });
    const staff = await trainer.client.join(session.code, { receive: wish('full') });
    await trainerPage.waitFor('media:rungs_changed', ({ audienceRungs }) => audienceRungs.small === 1);
    expect(app.live.rooms.find(session.sessionId)?.media.audienceRungs).toEqual({
      full: 0,
      small: 1,
      sound: 0,
      slides: 0,
    });
    for (const page of [small, slides, staff]) page.close();
  });
});
