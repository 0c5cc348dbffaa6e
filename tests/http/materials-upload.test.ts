import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { type ClientRequest, createServer, request as httpRequest, IncomingMessage } from 'node:http';
import { type AddressInfo, Socket } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { MaterialFiles } from '#server/features/materials/material-files.ts';
import { MaterialShelf } from '#server/features/materials/material-shelf.ts';
import type { Materials } from '#server/features/materials/materials.service.ts';
import { receiveUpload, type UploadBounds } from '#server/features/materials/receive-upload.ts';
import { RenderQueue } from '#server/features/materials/render-queue.ts';
import { uploadMaterial } from '#server/features/materials/upload-material.ts';
import { AppError } from '#shared/errors.ts';
import { downloadUrl } from '#shared/features/materials.ts';
import { Factories, type TestPerson } from '#tests/support/factories.ts';
import * as hostile from '#tests/support/hostile-files.ts';
import {
  listMaterials,
  makeDeck,
  upload,
  uploadReady,
  waitForMaterial,
} from '#tests/support/material-uploads.ts';
import { makeTemporaryFolder } from '#tests/support/temporary-folder.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';

// Renderers stand behind everything else that the machine does, other tests included.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let app: TestApp;
let make: Factories;
let seriesId: string;
let topicId: string;
let trainer: TestPerson;
let learner: TestPerson;

beforeAll(async () => {
  app = await startTestApp({ env: { LECTERN_UPLOAD_MAX_MB: '1' }, options: { rateLimitFactor: 100 } });
  make = new Factories(app);
  const series = await make.makeSeries();
  seriesId = series.seriesId;
  topicId = series.topicIds[0] ?? '';
  trainer = await make.makeTrainer(series.seriesId);
  learner = await make.makeLearner(series.seriesId);
});
afterAll(() => app.close());

const deckBytes = makeDeck(1);
const HALF_BYTES = 10_000;

/** Sends the first half of a deck and keeps the line open. */
function beginUpload(person: TestPerson): ClientRequest {
  const query = new URLSearchParams({ clientId: randomUUID(), fileName: 'bài.pdf' });
  const sending = httpRequest(`${app.url}/api/topics/${topicId}/materials?${query}`, {
    method: 'POST',
    headers: { origin: app.url, cookie: person.client.cookieHeader, 'content-length': deckBytes.length },
  });
  sending.on('error', () => {});
  sending.write(deckBytes.subarray(0, HALF_BYTES));
  return sending;
}

async function partNames(): Promise<string[]> {
  return readdir(path.join(app.dataDir, 'uploads'));
}

/** Nothing came of it: no row, no folder, no half file. */
async function expectNothingStored(before: number): Promise<void> {
  expect(await app.context.db.material.count()).toBe(before);
  await expect.poll(partNames).toEqual([]);
  expect((await readdir(path.join(app.dataDir, 'materials'))).length).toBeLessThanOrEqual(before);
}

describe('a file that is refused at the door leaves nothing behind', () => {
  it.each([
    ['nothing at all', Buffer.alloc(0), 'bài.pdf', 'file_broken', 422],
    ['a PDF that was cut off', hostile.makeTruncatedPdf(), 'bài.pdf', 'file_broken', 422],
    ['a page for browsers called .pdf', hostile.makeHtml(), 'bài.pdf', 'file_disguised', 415],
    ['a PDF called .png', hostile.makePdf(), 'ảnh.png', 'file_disguised', 415],
    ['a PDF called .exe', hostile.makePdf(), 'bài.exe', 'file_disguised', 415],
    [
      'a PDF that begins as a page for browsers',
      hostile.makeHtmlPdfPolyglot(),
      'bài',
      'file_type_unsupported',
      415,
    ],
    ['an archive', hostile.makeZip(), 'tài liệu.zip', 'file_type_unsupported', 415],
    ['an office document', hostile.makeZip(), 'bài giảng.pptx', 'file_type_unsupported', 415],
    ['a drawing with a script', hostile.makeScriptedSvg(), 'hình.svg', 'file_type_unsupported', 415],
    ['a PDF with a name that is only a path', hostile.makePdf(), '../..', 'malformed', 400],
    ['a PDF with a name of 300 letters', hostile.makePdf(), `${'x'.repeat(296)}.pdf`, 'malformed', 400],
  ])('%s', async (_what, bytes, fileName, code, status) => {
    const before = await app.context.db.material.count();
    const answer = await upload(trainer, { topicId, bytes, fileName });
    expect([answer.status, answer.body.error?.code]).toEqual([status, code]);
    await expectNothingStored(before);
  });

  it('more bytes than allowed, said beforehand', async () => {
    const before = await app.context.db.material.count();
    const answer = await upload(trainer, { topicId, bytes: randomBytes(1_500_000) });
    expect(answer.body.error).toEqual({ code: 'too_large', details: { maxBytes: 1_000_000 } });
    expect(answer.status).toBe(413);
    await expectNothingStored(before);
  });

  it('more bytes than allowed, without a word about how many will come', async () => {
    const before = await app.context.db.material.count();
    let sentBytes = 0;
    const endless = new ReadableStream({
      pull(controller) {
        if (sentBytes >= 5_000_000) return controller.close();
        sentBytes += 50_000;
        controller.enqueue(randomBytes(50_000));
      },
    });
    const answer = await upload(trainer, { topicId, bytes: endless });
    expect(answer.body.error).toEqual({ code: 'too_large', details: { maxBytes: 1_000_000 } });
    await expectNothingStored(before);
  });

  it('a file whose sender goes away in the middle', async () => {
    const before = await app.context.db.material.count();
    const sending = beginUpload(trainer);
    await expect.poll(partNames).toHaveLength(1);
    sending.destroy();
    await expectNothingStored(before);
  });

  it('a file whose sender lost the right to it while it was on its way', async () => {
    const before = await app.context.db.material.count();
    const leaver = await make.makeTrainer(seriesId);
    const sending = beginUpload(leaver);
    await expect.poll(partNames).toHaveLength(1);
    await app.context.db.seriesStaff.deleteMany({ where: { personId: leaver.personId } });
    app.context.events.emit('access.changed', { personId: leaver.personId, seriesId, reason: 'removed' });
    sending.end(deckBytes.subarray(HALF_BYTES));

    const [answer] = (await once(sending, 'response')) as [IncomingMessage];
    answer.resume();
    expect(answer.statusCode).toBe(403);
    await expectNothingStored(before);
  });

  it('one more than the server takes at once: it says when to come again', async () => {
    const before = await app.context.db.material.count();
    const sendings = Array.from({ length: 8 }, () => beginUpload(trainer));
    await expect.poll(partNames).toHaveLength(8);
    const answer = await upload(trainer, { topicId, bytes: deckBytes });

    expect([answer.status, answer.body.error]).toEqual([
      503,
      { code: 'unavailable', details: { retryAfterMs: 5_000 } },
    ]);
    expect(answer.headers.get('retry-after')).toBe('5');
    for (const sending of sendings) sending.destroy();
    await expectNothingStored(before);
  });
});

describe('a queue', () => {
  it('of a hundred files that wait to be drawn takes no more, and says when to come again', async () => {
    const { db, clock, events } = app.context;
    const queue = new RenderQueue({ concurrency: 1, render: () => new Promise(() => {}) });
    for (let count = 0; count < 101; count += 1) queue.add(randomUUID());
    const materials: Materials = {
      db,
      clock,
      events,
      queue,
      files: await MaterialFiles.open(await makeTemporaryFolder()),
      shelf: new MaterialShelf(db),
      uploadBounds: { maxBytes: 1_000_000, idleTimeoutMs: 1_000, totalTimeoutMs: 1_000 },
      uploads: new Set(),
    };
    const uploading = uploadMaterial(materials, {
      personId: trainer.personId,
      seriesId,
      topicId,
      clientId: randomUUID(),
      fileName: 'bài.pdf',
      request: new IncomingMessage(new Socket()),
      assertStillAllowed: async () => {},
    });
    await expect(uploading).rejects.toMatchObject({ code: 'unavailable', details: { retryAfterMs: 60_000 } });
  });
});

describe('a file that cannot be shown', () => {
  it.each([
    ['asks for a password', hostile.makeEncryptedPdf({ userPassword: 'bi mat' }), 'file_encrypted'],
    ['is noise inside', hostile.makeNoisePdf(), 'file_broken'],
    ['has 501 pages', hostile.makePdf({ pages: 501 }), 'file_too_complex'],
    ['would fill all memory', hostile.makeEndlessPdf(), 'file_render_timeout'],
  ])(
    '%s: staff are told why, learners never see it, and its bytes are not kept',
    async (_what, bytes, failure) => {
      const { body } = await upload(trainer, { topicId, bytes });
      const material = await waitForMaterial(trainer, body);

      expect(material).toMatchObject({ state: 'failed', failure, pages: [] });
      expect((await listMaterials(learner, topicId)).map(({ materialId }) => materialId)).not.toContain(
        body.materialId,
      );
      await expect.poll(() => existsSync(path.join(app.dataDir, 'materials', body.materialId))).toBe(false);
      const download = await trainer.client.http('GET', downloadUrl(body.materialId));
      expect(download).toMatchObject({ status: 409, body: { error: { code: 'wrong_state' } } });
      expect((await trainer.client.http('DELETE', `/api/materials/${body.materialId}`)).status).toBe(200);
    },
  );

  it('does not keep the next one from being shown', async () => {
    const bad = await upload(trainer, { topicId, bytes: hostile.makeEndlessPdf() });
    const good = await uploadReady(trainer, { topicId });
    expect(good.pages).toHaveLength(3);
    expect((await waitForMaterial(trainer, bad.body)).failure).toBe('file_render_timeout');
  });
});

describe('a hostile name is a name and nothing else', () => {
  it.each(hostile.hostileFileNames)('%#', async (fileName) => {
    const before = new Set(await readdir(app.dataDir));
    const material = await uploadReady(trainer, { topicId, bytes: hostile.makePdf(), fileName });
    expect(material.fileName).not.toMatch(/[/\\\p{Cc}\u202A-\u202E]/u);

    const { headers } = await trainer.client.http('GET', downloadUrl(material.materialId));
    expect(headers.get('set-cookie')).toBeNull();
    const disposition = headers.get('content-disposition') ?? '';
    // One attachment, one name (a token or a string with escapes), and the same in UTF-8: nothing breaks out.
    expect(disposition).toMatch(
      /^attachment; filename=(?:[\w.-]+|"(?:[^"\\]|\\.)*")(?:; filename\*=UTF-8''[\w.~!%*'()-]+)?$/u,
    );
    // Whatever it was called, it lies where all the others lie.
    expect(new Set(await readdir(app.dataDir))).toEqual(before);
    await trainer.client.http('DELETE', `/api/materials/${material.materialId}`);
  });
});

describe('receiving', () => {
  const bounds: UploadBounds = { maxBytes: 100_000, idleTimeoutMs: 200, totalTimeoutMs: 600 };

  /** A server that only receives, with bounds small enough for a test. */
  async function receiveWith(
    send: (request: ReturnType<typeof httpRequest>) => void,
  ): Promise<{ code: string; file: string }> {
    const file = path.join(await makeTemporaryFolder(), 'upload.part');
    const { promise, resolve } = Promise.withResolvers<string>();
    const server = createServer((request, response) => {
      receiveUpload({ request, file, bounds })
        .then(
          () => 'received',
          (error: unknown) => (error instanceof AppError ? error.code : String(error)),
        )
        .then((outcome) => {
          resolve(outcome);
          response.end();
        });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const sending = httpRequest({ port, host: '127.0.0.1', method: 'POST' });
    sending.on('error', () => {});
    send(sending);
    const code = await promise;
    sending.destroy();
    server.closeAllConnections();
    server.close();
    return { code, file };
  }

  it('ends when the sender falls silent, and keeps nothing', async () => {
    const { code, file } = await receiveWith((sending) => sending.write('abc'));
    expect(code).toBe('upload_interrupted');
    expect(existsSync(file)).toBe(false);
  });

  it('ends when the sender drips for ever, and keeps nothing', async () => {
    let drip: NodeJS.Timeout | undefined;
    const { code, file } = await receiveWith((sending) => {
      drip = setInterval(() => sending.write('a'), 50);
    });
    clearInterval(drip);
    expect(code).toBe('upload_interrupted');
    expect(existsSync(file)).toBe(false);
  });

  it('keeps what came whole, for the server’s own eyes', async () => {
    const { code, file } = await receiveWith((sending) => sending.end('abc'));
    expect(code).toBe('received');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });
});
