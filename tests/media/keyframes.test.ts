import { setInterval } from 'node:timers';
import type { types } from 'mediasoup';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RequestInput } from '#shared/protocol.ts';
import { Factories } from '#tests/support/factories.ts';
import { TestListener } from '#tests/support/media-pages.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';
import type { TestPage } from '#tests/support/test-client.ts';
import { type RemoteTransport, ThinPeer } from '#tests/support/thin-peer.ts';

const LISTENERS = 10;
/** Each listener stands for five: what asks for a picture is a consumer that begins. */
const CONSUMERS_EACH = 5;
const FRAME_EVERY_MS = 40;
const ssrc = 4_242;
const epoch = 0;

let app: TestApp;
const producers: types.Producer[] = [];

beforeAll(async () => {
  app = await startTestApp();
  app.live.workers.workers[0]?.worker.observer.on('newrouter', (router) => {
    router.observer.on('newtransport', (transport) => {
      transport.observer.on('newproducer', (producer) => producers.push(producer));
    });
  });
});
afterAll(() => app.close());

/** A camera that sends whatever it was asked, and never the whole picture: each request then stays open. */
async function turnCameraOn(page: TestPage): Promise<{ producerId: string; stop: () => Promise<void> }> {
  const opened = await page.request('media:open_send', { epoch });
  const peer = await ThinPeer.create(opened as RemoteTransport & { transportId: string });
  const { transportId } = opened;
  const dtlsParameters = peer.dtlsParameters as RequestInput<'media:connect'>['dtlsParameters'];
  await page.request('media:connect', { epoch, transportId, dtlsParameters });
  await peer.connect();
  const { producerId } = await page.request('media:publish', {
    epoch,
    transportId,
    source: 'camera',
    paused: false,
    rtpParameters: {
      codecs: [
        {
          mimeType: 'video/VP8',
          payloadType: 96,
          clockRate: 90_000,
          rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }],
        },
      ],
      headerExtensions: [],
      encodings: [{ ssrc }],
      rtcp: { cname: 'test' },
    },
  });
  let sent = 0;
  const timer = setInterval(() => {
    sent += 1;
    // A VP8 descriptor that begins a frame, and the first byte of one that builds on the frame before.
    const payload = Buffer.from([0x10, 0x01, 0, 0]);
    const frame = { sequenceNumber: sent, timestamp: sent * 3_600 };
    void peer.sendRtp({ payload, ssrc, payloadType: 96, marker: true, ...frame });
  }, FRAME_EVERY_MS);
  return {
    producerId,
    stop: async () => {
      clearInterval(timer);
      await peer.close();
    },
  };
}

async function countRequests(): Promise<number> {
  const stats = (await producers[0]?.getStats()) ?? [];
  return stats.reduce((sum, { pliCount, firCount }) => sum + pliCount + firCount, 0);
}

it('fifty who begin to watch at once ask the camera for one picture a second at most', async () => {
  const make = new Factories(app);
  const series = await make.makeSeries();
  const session = await make.makeSession({ series });
  const trainer = await make.makeTrainer(series.seriesId);
  const camera = await turnCameraOn(await trainer.client.join(session.code));
  await expect.poll(async () => (await producers[0]?.getStats())?.length).toBeGreaterThan(0);
  const listeners: TestListener[] = [];
  for (let index = 0; index < LISTENERS; index += 1) {
    const learner = await make.makeLearner(series.seriesId);
    listeners.push(await TestListener.connect(await learner.client.join(session.code)));
  }

  const before = await countRequests();
  const startedAtMs = performance.now();
  await Promise.all(
    listeners.flatMap((listener) =>
      Array.from({ length: CONSUMERS_EACH }, () => listener.listenTo(camera.producerId)),
    ),
  );
  await expect.poll(countRequests, { timeout: 10_000 }).toBeGreaterThan(before);
  const asked = (await countRequests()) - before;
  const seconds = (performance.now() - startedAtMs) / 1_000;
  expect(asked).toBeLessThanOrEqual(1 + Math.ceil(seconds));

  await camera.stop();
  await Promise.all(listeners.map((listener) => listener.close()));
}, 60_000);
