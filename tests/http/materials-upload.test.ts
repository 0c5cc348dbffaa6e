import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { receiveUpload, type UploadBounds } from '#server/features/materials/receive-upload.ts';
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

let app: TestApp;
let make: Factories;
let topicId: string;
let trainer: TestPerson;
let learner: TestPerson;

beforeAll(async () => {
  app = await startTestApp({ env: { LECTERN_UPLOAD_MAX_MB: '1' }, options: { rateLimitFactor: 100 } });
  make = new Factories(app);
  const series = await make.makeSeries();
  topicId = series.topicIds[0] ?? '';
  trainer = await make.makeTrainer(series.seriesId);
  learner = await make.makeLearner(series.seriesId);
});
afterAll(() => app.close());

/** Nothing came of it: no row, no folder, no half file. */
async function expectNothingStored(before: number): Promise<void> {
  expect(await app.context.db.material.count()).toBe(before);
  await expect.poll(() => readdir(path.join(app.dataDir, 'uploads'))).toEqual([]);
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
    const query = new URLSearchParams({ clientId: randomUUID(), fileName: 'bài.pdf' });
    const sending = httpRequest(`${app.url}/api/topics/${topicId}/materials?${query}`, {
      method: 'POST',
      headers: { origin: app.url, cookie: trainer.client.cookieHeader, 'content-length': 500_000 },
    });
    sending.on('error', () => {});
    sending.write(makeDeck(1).subarray(0, 20_000));
    await expect.poll(() => readdir(path.join(app.dataDir, 'uploads'))).toHaveLength(1);
    sending.destroy();
    await expectNothingStored(before);
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
