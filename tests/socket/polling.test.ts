import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { protocolVersion } from '#shared/contract.ts';
import { Factories, type TestSeries, type TestSession } from '#tests/support/factories.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';

let app: TestApp;
let make: Factories;
let series: TestSeries;
let session: TestSession;

beforeAll(async () => {
  app = await startTestApp();
  make = new Factories(app);
  series = await make.makeSeries();
  session = await make.makeSession({ series });
});
afterAll(() => app.close());

/** Some networks swallow WebSockets: then the same connection runs over ordinary requests. */
describe('a page whose network lets no WebSocket through', () => {
  it('joins by polling, and the server goes on', async () => {
    const learner = await make.makeLearner(series.seriesId, 'Nguyễn Thị Hoa');
    const socket = io(app.url, {
      transports: ['polling'],
      upgrade: false,
      reconnection: false,
      forceNew: true,
      extraHeaders: { cookie: learner.client.cookieHeader, origin: app.url },
    });
    const joined: unknown = await socket.timeout(10_000).emitWithAck('room:join', {
      protocolVersion,
      code: session.code,
      position: null,
      pageId: crypto.randomUUID(),
    });
    expect(joined).toMatchObject({ ok: true, data: { you: { name: 'Nguyễn Thị Hoa' } } });
    socket.close();
    expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
  });

  it('without a sign-in is refused in words, and the server goes on', async () => {
    const socket = io(app.url, { transports: ['polling'], reconnection: false, forceNew: true });
    const error = await new Promise<Error & { data?: unknown }>((resolve) =>
      socket.on('connect_error', resolve),
    );
    expect(error.data).toEqual({ code: 'not_signed_in' });
    expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
  });
});
