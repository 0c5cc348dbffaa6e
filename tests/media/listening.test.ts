import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import type { ReceiveWish } from '#shared/features/media.ts';
import type { RequestInput } from '#shared/protocol.ts';
import { CuttableLine } from '#tests/support/cuttable-line.ts';
import { Factories, type TestPerson, type TestSession } from '#tests/support/factories.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';
import { type RemoteTransport, ThinPeer } from '#tests/support/thin-peer.ts';

/** A page that answers no heartbeat is given up after five and ten seconds; the rest is for a slow machine. */
const SOCKET_GIVEN_UP_MS = 20_000;

let app: TestApp;
let make: Factories;
let seriesId: string;
let session: TestSession;
let rtpCapabilities: ReceiveWish['rtpCapabilities'];

beforeAll(async () => {
  app = await startTestApp();
  make = new Factories(app);
  const series = await make.makeSeries();
  seriesId = series.seriesId;
  session = await make.makeSession({ series });
  const { client } = await make.makeLearner(seriesId);
  const path = '/api/media-capabilities';
  const { body } = await client.http<{ routerRtpCapabilities: typeof rtpCapabilities }>('GET', path);
  rtpCapabilities = body.routerRtpCapabilities;
});
afterAll(() => app.close());

/** On a line that can be cut; its media go another way, as UDP does. */
async function join(person: TestPerson, { hears }: { hears: boolean }) {
  const line = await CuttableLine.open(app.url);
  onTestFinished(() => line.close());
  const pageId = randomUUID();
  const receive = { rung: 'full' as const, rtpCapabilities };
  const page = await line.lead(person.client).join(session.code, { pageId, ...(hears && { receive }) });
  const receiving = page.joined?.receiving;
  if (!receiving) return { line, pageId, media: undefined };

  const media = await ThinPeer.create(receiving as unknown as RemoteTransport);
  const { role, fingerprints } = media.dtlsParameters;
  type Input = RequestInput<'media:connect'>['dtlsParameters'];
  await page.request('media:connect', {
    epoch: 0,
    transportId: receiving.transportId,
    dtlsParameters: { role, fingerprints: fingerprints as Input['fingerprints'] },
  });
  await media.connect();
  onTestFinished(() => media.close());
  return { line, pageId, media };
}

const readRows = ({ personId }: TestPerson) =>
  app.context.db.presenceInterval.findMany({ where: { personId }, orderBy: { startedAt: 'asc' } });
const now = (): number => app.context.clock.now().getTime();
const settled = { timeout: 45_000, interval: 200 };

it('whoever answers no more and still hears is present; whoever neither answers nor hears is not', async () => {
  const hears = await make.makeLearner(seriesId, 'Nguyễn Thị Hoa');
  const silent = await make.makeLearner(seriesId, 'Trần Văn Bình');
  const hearing = await join(hears, { hears: true });
  const deaf = await join(silent, { hears: false });
  hearing.line.cut();
  deaf.line.cut();
  const cutMs = now();

  await vi.waitUntil(async () => (await readRows(silent))[0]?.endedAt, settled);
  expect((await readRows(silent))[0]?.endedAt?.getTime()).toBeLessThanOrEqual(cutMs);
  // Long after its socket was given up.
  await vi.waitUntil(async () => {
    const [row] = await readRows(hears);
    return row && row.lastProofAt.getTime() > cutMs + SOCKET_GIVEN_UP_MS;
  }, settled);
  expect(await readRows(hears)).toMatchObject([{ endedAt: null }]);

  // Its page comes back: the old connection ends, and takes nothing of the new one along.
  const page = await hears.client.join(session.code, { pageId: hearing.pageId });
  await vi.waitUntil(async () => (await readRows(hears)).length === 2, settled);
  const [before, after] = await readRows(hears);
  expect(before?.endedAt?.getTime()).toBe(before?.lastProofAt.getTime());
  expect(after?.endedAt).toBeNull();
  expect(after?.startedAt.getTime()).toBeGreaterThanOrEqual(before?.endedAt?.getTime() ?? Infinity);
  page.close();
});

it('presence on media alone ends with the media, at their last sign of life', async () => {
  const hoa = await make.makeLearner(seriesId, 'Lê Thị Mai');
  const { line, media } = await join(hoa, { hears: true });
  line.cut();
  const cutMs = now();
  await vi.waitUntil(async () => {
    const [row] = await readRows(hoa);
    return row && row.lastProofAt.getTime() > cutMs + 1_000;
  }, settled);
  await media?.close();
  const closedMs = now();
  await vi.waitUntil(async () => (await readRows(hoa))[0]?.endedAt, settled);
  const [row] = await readRows(hoa);
  expect(row?.endedAt?.getTime()).toBeLessThanOrEqual(closedMs);
  expect(row?.endedAt?.getTime()).toBeGreaterThan(cutMs);
});
