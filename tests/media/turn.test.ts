import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TurnClient } from '#scripts/doctor/turn-client.ts';
import { TurnClient as Client, parseTurnUrl } from '#scripts/doctor/turn-client.ts';
import { TURN_CREDENTIALS_HOLD_MS } from '#server/features/live/media/turn-credentials.ts';
import { Factories, type TestPerson, type TestSession } from '#tests/support/factories.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';
import { TurnServer } from '#tests/support/turn-server.ts';

const MEDIA_ADDRESS = '127.0.0.3';

let turn: TurnServer;

beforeAll(async () => {
  turn = await TurnServer.start({ mediaAddress: MEDIA_ADDRESS });
});
afterAll(() => turn.close());

async function withClient<Result>(
  connecting: Promise<TurnClient>,
  act: (client: TurnClient) => Promise<Result>,
): Promise<Result> {
  const client = await connecting;
  try {
    return await act(client);
  } finally {
    await client.close();
  }
}

describe('coturn, configured as the documents say', () => {
  it('relays for whoever has credentials, to the media address', async () => {
    const answers = await withClient(turn.connect(), async (client) => [
      await client.allocate(),
      await client.permit(MEDIA_ADDRESS),
    ]);
    expect(answers).toEqual([undefined, undefined]);
  });

  it.each([
    ['itself', '127.0.0.5'],
    ['this machine', '127.0.0.1'],
    ['a private network', '10.0.0.1'],
    ['a private network', '172.16.0.1'],
    ['a private network', '192.168.1.1'],
    ['a carrier’s inside', '100.64.0.1'],
    ['the cloud’s secrets', '169.254.169.254'],
    ['a group', '224.0.0.1'],
    ['nowhere', '0.0.0.0'],
    ['anybody else', '203.0.113.10'],
  ])('relays to nobody else: %s, %s', async (_, address) => {
    const answer = await withClient(turn.connect(), async (client) => {
      await client.allocate();
      return client.permit(address);
    });
    expect(answer).toBe(403);
  });

  it('refuses credentials that have run out, and those that others have made', async () => {
    const allocate = (client: TurnClient) => client.allocate();
    expect(await withClient(turn.connect({ expiresInMs: -1_000 }), allocate)).toBe(401);
    expect(await withClient(turn.connect({ secret: 'somebody else’s' }), allocate)).toBe(401);
  });
});

describe('the server', () => {
  let app: TestApp;
  let session: TestSession;
  let hoa: TestPerson;

  beforeAll(async () => {
    app = await startTestApp({
      env: { LECTERN_TURN_URLS: turn.url, LECTERN_TURN_SECRET: turn.secret },
    });
    const make = new Factories(app);
    const series = await make.makeSeries();
    session = await make.makeSession({ series });
    hoa = await make.makeLearner(series.seriesId);
  });
  afterAll(() => app.close());

  it('gives each person credentials of their own with each transport, and new ones to restart it', async () => {
    const page = await hoa.client.join(session.code);
    const opened = await page.request('media:open_receive', { epoch: 0 });
    const restarted = await page.request('media:restart_ice', { epoch: 0, transportId: opened.transportId });
    for (const { iceServers } of [opened, restarted]) {
      expect(iceServers).toMatchObject([{ urls: [turn.url] }]);
      const { username = '', credential = '' } = iceServers?.[0] ?? {};
      const [expires, name] = username.split(':');
      expect(name).toBe(hoa.personId);
      const holdsMs = Number(expires) * 1_000 - Date.now();
      expect(Math.abs(holdsMs - TURN_CREDENTIALS_HOLD_MS)).toBeLessThan(60_000);

      const client = Client.connect(parseTurnUrl(turn.url), { username, credential }, { ca: turn.ca });
      expect(await withClient(client, (own) => own.allocate())).toBeUndefined();
    }
  });

  it('says nothing of a detour where there is none', async () => {
    const plain = await startTestApp();
    try {
      const make = new Factories(plain);
      const { code, seriesId } = await make.makeSession();
      const page = await (await make.makeLearner(seriesId)).client.join(code);
      expect(await page.request('media:open_receive', { epoch: 0 })).not.toHaveProperty('iceServers');
    } finally {
      await plain.close();
    }
  });
});
