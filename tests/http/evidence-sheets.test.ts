import { createHash, randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyPack } from '#server/features/evidence/pack/verifier/core.mjs';
import { Factories } from '#tests/support/factories.ts';
import { sealAgain } from '#tests/support/seal-again.ts';
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

/** A hall whose sheet was handed in, and whoever makes packs of it. */
async function handInSheet() {
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
  const download = async () => {
    const address = `/files/series/${series.seriesId}/evidence-pack?`;
    return unzipBytes((await organiser.client.http<Uint8Array>('GET', address)).body);
  };
  return { hall, sheetId, sessionId, attesterId, download };
}

const place = 'sheets/001-bang-ky-ten.png';

async function findFaults(files: Map<string, Buffer>) {
  const { ok, isIncomplete, findings } = await verifyPack(files);
  return {
    ok,
    isIncomplete,
    told: findings.filter((finding) => finding.ok === false).map(({ words }) => words.en),
    findings,
  };
}

it('a pack holds the signed sheets of halls as they came, each with its hall, its sender and its checksum', async () => {
  const { hall, sheetId, sessionId, attesterId, download } = await handInSheet();
  const files = await download();
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

it('a sheet that was exchanged by whoever can sign anew is found out by the checksum of its upload', async () => {
  const { download } = await handInSheet();
  const files = await download();
  expect((await verifyPack(files)).ok).toBe(true);
  const exchanged = await sealAgain(files, { [place]: 'another sheet' });
  expect((await findFaults(exchanged)).told).toEqual([
    '1 material or signed sheet does not agree with its list:',
  ]);
  const unlisted = await sealAgain(files, { 'sheets/sheets.json': '[]' });
  expect((await findFaults(unlisted)).told).toEqual([
    '1 material or signed sheet does not agree with its list:',
  ]);
});

it('a pack whose sheet is gone from the disk comes whole but for it, names it, and does not pass for complete', async () => {
  const { hall, sheetId, download } = await handInSheet();
  await rm(path.join(app.dataDir, 'hall-sheets', `${hall.id}-${sheetId}`));
  const files = await download();

  expect(files.has('lists/attendance.json')).toBe(true);
  expect(files.has(place)).toBe(false);
  expect(files.get('README.txt')?.toString()).toContain(`${place} (Bảng ký tên.png)`);
  const { ok, isIncomplete, told, findings } = await findFaults(files);
  expect({ ok, isIncomplete }).toEqual({ ok: false, isIncomplete: true });
  expect(told).toEqual(['The pack is NOT COMPLETE: 1 file was no longer on the server when it was made:']);
  expect(JSON.stringify(findings)).toContain(place);

  // What was changed afterwards is worse than what was never there.
  const changed = new Map(files).set('README.txt', Buffer.from('không thiếu gì'));
  expect(await findFaults(changed)).toMatchObject({ ok: false, isIncomplete: false });
});
