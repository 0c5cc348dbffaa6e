import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pino } from 'pino';
import { expect, inject, it, onTestFinished, vi } from 'vitest';
import { startApp } from '#server/app.ts';
import { readConfig } from '#server/core/config.ts';
import { openDatabase } from '#server/core/db/open-database.ts';
import { Factories } from '#tests/support/factories.ts';
import { listMaterials, makeDeck, upload, waitForMaterial } from '#tests/support/material-uploads.ts';
import { quietLog } from '#tests/support/quiet-log.ts';
import { makeTemporaryFolder } from '#tests/support/temporary-folder.ts';
import type { TestApp } from '#tests/support/test-app.ts';
import { TestClient } from '#tests/support/test-client.ts';

// Renderers stand behind everything else that the machine does, other tests included.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

it('after a restart, what was being drawn is drawn; what was half uploaded, or known to nobody, is gone', async () => {
  const dataDir = await makeTemporaryFolder();
  const first = await startOn(dataDir);
  const make = new Factories(first);
  const organiser = await make.makeOrganiser();
  const topicId = (await make.makeSeries()).topicIds[0] ?? '';
  const { body } = await upload(organiser, { topicId, bytes: makeDeck(12) });
  const pageCount = async () => (await listMaterials(organiser, topicId))[0]?.pages.length;
  await expect.poll(pageCount, { timeout: 60_000, interval: 50 }).toBeGreaterThan(0);
  const { sessionId } = await make.makeSession();
  const [hallId, sheetId] = [randomUUID(), randomUUID()];
  await first.context.db.hall.create({
    data: {
      id: hallId,
      sessionId,
      attesterId: organiser.personId,
      name: 'Thôn 2',
      place: 'Nam Cát',
      secret: new Uint8Array(32),
      createdAt: new Date(),
      sheets: {
        create: {
          id: sheetId,
          fileName: 'bang-ky.png',
          mediaType: 'image/png',
          sizeBytes: 5,
          sha256: new Uint8Array(32),
          uploadedAt: new Date(),
        },
      },
    },
  });
  await first.close();

  const sheets = path.join(dataDir, 'hall-sheets');
  const signed = `${hallId}-${sheetId}`;
  for (const name of [signed, `${randomUUID()}-${randomUUID()}`]) {
    await writeFile(path.join(sheets, name), 'bytes');
  }
  const stranded = path.join(dataDir, 'materials', randomUUID());
  await mkdir(stranded);
  await writeFile(path.join(dataDir, 'uploads', 'half.part'), 'half');
  const second = await startOn(dataDir);
  const again = { ...organiser, client: new TestClient(second.url, organiser.client.cookieHeader) };
  expect((await waitForMaterial(again, body)).pages).toHaveLength(13);
  expect(existsSync(stranded)).toBe(false);
  expect(await readdir(path.join(dataDir, 'uploads'))).toEqual([]);
  expect(await readdir(sheets)).toEqual([signed]);
});

/** With the embedded database in the folder itself, so that a second start finds all of it. */
async function startOn(dataDir: string): Promise<TestApp> {
  const { snapshotPath } = inject('templateDatabase');
  const config = readConfig({
    LECTERN_HOST: '127.0.0.1',
    LECTERN_PORT: '0',
    LECTERN_DATA_DIR: dataDir,
    LECTERN_ANNOUNCED_ADDRESS: '127.0.0.1',
    LECTERN_MEDIA_PORT: '0',
    LECTERN_MEDIA_WORKERS: '1',
    MEDIASOUP_WORKER_BIN: process.env.MEDIASOUP_WORKER_BIN,
  });
  const database = await openDatabase({ dataDir, snapshotPath, log: quietLog });
  const app = await startApp({ config, log: pino({ level: 'silent' }), database });
  onTestFinished(() => app.close());
  return { ...app, dataDir, loggedErrors: [] };
}
