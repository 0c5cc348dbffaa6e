import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyPack } from '#server/features/evidence/pack/verifier/core.mjs';
import { Factories } from '#tests/support/factories.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';
import { unzipBytes } from '#tests/support/unzip.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

it('a pack holds the signed sheets of halls as they came, each with its hall, its sender and its checksum', async () => {
  const make = new Factories(app);
  const series = await make.makeSeries();
  const { sessionId, code } = await make.makeSession({ series, state: 'ended' });
  const { personId: attesterId, client } = await make.makeLearner(series.seriesId, 'Trịnh Xuân Bách');
  const hall = { id: randomUUID(), sessionId, attesterId, name: 'Nhà văn hoá thôn 2', place: 'Nam Cát' };
  await app.context.db.hall.create({
    data: { ...hall, secret: new Uint8Array(32), createdAt: app.context.clock.now() },
  });
  const sheetId = randomUUID();
  const query = new URLSearchParams({ clientId: sheetId, fileName: 'Bảng ký tên.png' });
  const sent = await fetch(`${app.url}/api/rooms/${code}/my-hall/sheets?${query}`, {
    method: 'POST',
    headers: { cookie: client.cookieHeader, origin: app.url, 'content-type': 'application/octet-stream' },
    body: new Uint8Array(png),
  });
  expect(sent.status).toBe(200);

  const organiser = await make.makeOrganiser();
  const address = `/files/series/${series.seriesId}/evidence-pack?`;
  const files = unzipBytes((await organiser.client.http<Uint8Array>('GET', address)).body);

  const place = 'sheets/001-bang-ky-ten.png';
  const sha256 = createHash('sha256').update(png).digest('hex');
  const read = (name: string) => JSON.parse(files.get(name)?.toString() ?? '');
  expect(files.get(place)?.equals(png)).toBe(true);
  expect(read('sheets/sheets.json')).toMatchObject([
    { sheetId, sessionId, hallName: hall.name, uploadedById: attesterId, sha256, path: place },
  ]);
  expect(read('manifest.json').files).toContainEqual({ path: place, bytes: png.length, sha256 });
  const { findings } = await verifyPack(new Map(files).set(place, Buffer.from('another sheet')));
  const told = findings.filter((finding) => finding.ok === false).flatMap(({ details }) => details);
  expect(told).toContainEqual(expect.stringContaining(place));
});
