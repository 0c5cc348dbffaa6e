import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Factories, type TestPerson, type TestSeries, type TestSession } from '#tests/support/factories.ts';
import {
  dtlsParameters,
  opusParameters,
  simulcastParameters,
  toRtpCapabilities,
} from '#tests/support/fake-media.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';
import type { TestPage } from '#tests/support/test-client.ts';

let app: TestApp;
let make: Factories;
let series: TestSeries;
let session: TestSession;
let trainer: TestPerson;
let learner: TestPerson;
let trainerPage: TestPage;
let learnerPage: TestPage;

beforeAll(async () => {
  app = await startTestApp();
  make = new Factories(app);
  series = await make.makeSeries();
  trainer = await make.makeTrainer(series.seriesId, 'Trần Văn Bình');
  learner = await make.makeLearner(series.seriesId);
});
afterAll(() => app.close());

beforeEach(async () => {
  session = await make.makeSession({ series });
  trainerPage = await trainer.client.join(session.code);
  learnerPage = await learner.client.join(session.code);
  return () => {
    trainerPage.close();
    learnerPage.close();
  };
});

const epoch = 0;

async function publish(page: TestPage, source: 'microphone' | 'camera' = 'microphone') {
  const { transportId } = await page.request('media:open_send', { epoch });
  await page.request('media:connect', { epoch, transportId, dtlsParameters });
  const rtpParameters = source === 'camera' ? simulcastParameters() : opusParameters();
  const { producerId } = await page.request('media:publish', {
    epoch,
    transportId,
    source,
    paused: false,
    rtpParameters,
  });
  return { transportId, producerId };
}

async function subscribe(page: TestPage, producerId: string) {
  const { transportId } = await page.request('media:open_receive', { epoch });
  const rtpCapabilities = toRtpCapabilities(page.joined?.media.routerRtpCapabilities);
  const { consumers } = await page.request('media:subscribe', {
    epoch,
    transportId,
    producerIds: [producerId],
    rtpCapabilities,
  });
  return { transportId, consumers };
}

describe('publishing', () => {
  it('is told to the room at once, with the name, and again when it stops', async () => {
    const { producerId } = await publish(trainerPage);
    const { publication } = await learnerPage.waitFor('media:published');
    expect(publication).toEqual({
      producerId,
      personId: trainer.personId,
      name: 'Trần Văn Bình',
      source: 'microphone',
      paused: false,
    });
    await trainerPage.request('media:pause', { epoch, producerId, paused: true });
    await learnerPage.waitFor('media:published', (news) => news.publication.paused);
    await trainerPage.request('media:unpublish', { epoch, producerId });
    await learnerPage.waitFor('media:unpublished', (news) => news.producerId === producerId);
  });

  it('stops with the connection', async () => {
    const { producerId } = await publish(trainerPage);
    trainerPage.close();
    await learnerPage.waitFor('media:unpublished', (news) => news.producerId === producerId);
  });

  it('replaces the earlier one of the same source', async () => {
    const first = await publish(trainerPage, 'camera');
    const { producerId } = await trainerPage.request('media:publish', {
      epoch,
      transportId: first.transportId,
      source: 'camera',
      paused: false,
      rtpParameters: simulcastParameters(),
    });
    await learnerPage.waitFor('media:unpublished', (news) => news.producerId === first.producerId);
    const late = await learner.client.join(session.code);
    expect(late.joined?.media.publications.map((publication) => publication.producerId)).toEqual([
      producerId,
    ]);
    late.close();
  });

  it('is not for learners', async () => {
    for (const act of [learnerPage.request('media:open_send', { epoch }), publish(learnerPage)]) {
      await expect(act).rejects.toMatchObject({ error: { code: 'not_allowed' } });
    }
  });

  it('can be set up in the lobby, which learners hear of only when it starts', async () => {
    const lobby = await make.makeSession({ series, state: 'lobby' });
    const staff = await trainer.client.join(lobby.code);
    const waiting = await learner.client.join(lobby.code);
    const { producerId } = await publish(staff);
    expect((await subscribe(waiting, producerId)).consumers).toEqual([]);
    expect(waiting.news.some((news) => news.name === 'media:published')).toBe(false);

    const { status } = await trainer.client.http('POST', `/api/sessions/${lobby.sessionId}/move`, {
      move: 'start',
    });
    expect(status).toBe(200);
    await waiting.waitFor('media:published', (news) => news.publication.producerId === producerId);
    expect((await subscribe(waiting, producerId)).consumers).toHaveLength(1);
    staff.close();
    waiting.close();
  });

  it('ends for everybody with the session', async () => {
    const { producerId } = await publish(trainerPage);
    await trainer.client.http('POST', `/api/sessions/${session.sessionId}/move`, { move: 'end' });
    await trainerPage.waitFor('media:unpublished', (news) => news.producerId === producerId);
    await expect(trainerPage.request('media:open_send', { epoch })).rejects.toMatchObject({
      error: { code: 'wrong_state' },
    });
  });
});

describe('receiving', () => {
  it('gives a paused consumer of what is published, which the page then tunes', async () => {
    const { producerId } = await publish(trainerPage, 'camera');
    const { consumers } = await subscribe(learnerPage, producerId);
    expect(consumers).toMatchObject([{ producerId, kind: 'video' }]);
    const consumerId = consumers[0]?.consumerId ?? '';
    await learnerPage.request('media:tune', {
      epoch,
      consumers: [{ consumerId, paused: false, spatialLayer: 0 }],
    });
    await learnerPage.request('media:unsubscribe', { epoch, consumerIds: [consumerId] });
  });

  it('leaves out what is not there any more', async () => {
    const { producerId } = await publish(trainerPage);
    await trainerPage.request('media:unpublish', { epoch, producerId });
    expect((await subscribe(learnerPage, producerId)).consumers).toEqual([]);
  });
});

describe('ids that are not one’s own', () => {
  it('mean nothing, whatever is asked with them', async () => {
    const { transportId, producerId } = await publish(trainerPage);
    const second = await make.makeTrainer(series.seriesId);
    const page = await second.client.join(session.code);
    const rtpParameters = opusParameters();
    const notFound = { error: { code: 'not_found' } };
    await expect(page.request('media:connect', { epoch, transportId, dtlsParameters })).rejects.toMatchObject(
      notFound,
    );
    await expect(page.request('media:restart_ice', { epoch, transportId })).rejects.toMatchObject(notFound);
    await expect(
      page.request('media:publish', {
        epoch,
        transportId,
        source: 'microphone',
        paused: false,
        rtpParameters,
      }),
    ).rejects.toMatchObject(notFound);
    await expect(page.request('media:pause', { epoch, producerId, paused: true })).rejects.toMatchObject(
      notFound,
    );
    await expect(page.request('media:unpublish', { epoch, producerId })).rejects.toMatchObject(notFound);
    page.close();
  });

  it('of another room are not received', async () => {
    const { producerId } = await publish(trainerPage);
    const elsewhere = await make.makeSession({ series });
    const page = await learner.client.join(elsewhere.code);
    expect((await subscribe(page, producerId)).consumers).toEqual([]);
    page.close();
  });
});

describe('parameters that no browser makes', () => {
  it('are refused by name and leave the worker alive', async () => {
    const before = app.live.workers.workers.map((worker) => worker.pid);
    const { transportId } = await trainerPage.request('media:open_send', { epoch });
    const bad: [string, unknown][] = [
      ['media:connect', { epoch, transportId, dtlsParameters: { fingerprints: [] } }],
      [
        'media:connect',
        { epoch, transportId, dtlsParameters: { fingerprints: [{ algorithm: 'md5', value: 'x' }] } },
      ],
      ['media:publish', { epoch, transportId, source: 'microphone', paused: false, rtpParameters: {} }],
      [
        'media:publish',
        { epoch, transportId, source: 'camera', paused: false, rtpParameters: opusParameters() },
      ],
      [
        'media:publish',
        {
          epoch,
          transportId,
          source: 'microphone',
          paused: false,
          rtpParameters: { ...opusParameters(), encodings: [{}, {}, {}, {}] },
        },
      ],
      [
        'media:publish',
        { epoch, transportId, source: 'window', paused: false, rtpParameters: opusParameters() },
      ],
      ['media:subscribe', { epoch, transportId, producerIds: [], rtpCapabilities: {} }],
    ];
    for (const [name, input] of bad) {
      expect(await trainerPage.requestRaw(name, input)).toMatchObject({
        ok: false,
        error: { code: 'malformed' },
      });
    }
    expect(app.live.workers.workers.map((worker) => worker.pid)).toEqual(before);
    await publish(trainerPage);
  });

  it('twice the same stream are the sender’s mistake, not a failure of ours', async () => {
    const { transportId } = await publish(trainerPage);
    const ack = await trainerPage.requestRaw('media:publish', {
      epoch,
      transportId,
      source: 'screen_audio',
      paused: false,
      rtpParameters: opusParameters(),
    });
    expect(ack).toMatchObject({ ok: false, error: { code: 'malformed' } });
  });
});
