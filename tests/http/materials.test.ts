import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { downloadUrl, type MaterialDto, pageUrl } from '#shared/features/materials.ts';
import { limits } from '#shared/limits.ts';
import { Factories, type TestPerson, type TestSeries } from '#tests/support/factories.ts';
import {
  listMaterials,
  makeDeck,
  upload,
  uploadReady,
  waitForMaterial,
} from '#tests/support/material-uploads.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';

// Renderers stand behind everything else that the machine does, other tests included.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let app: TestApp;
let make: Factories;
let series: TestSeries;
let topicId: string;
let trainer: TestPerson;
let moderator: TestPerson;
let learner: TestPerson;
let outsider: TestPerson;

beforeAll(async () => {
  app = await startTestApp({ options: { rateLimitFactor: 100 } });
  make = new Factories(app);
  series = await make.makeSeries();
  topicId = series.topicIds[0] ?? '';
  trainer = await make.makeTrainer(series.seriesId);
  moderator = await make.makeModerator(series.seriesId);
  learner = await make.makeLearner(series.seriesId);
  outsider = await make.makeLearner((await make.makeSeries()).seriesId);
});
afterAll(() => app.close());

async function newTopic(): Promise<string> {
  const topic = await app.context.db.topic.create({
    data: { seriesId: series.seriesId, title: 'Chuyên đề mới', position: 99 },
  });
  return topic.id;
}

function code(answer: { body: unknown }): string | undefined {
  return (answer.body as { error?: { code: string } }).error?.code;
}

describe('an uploaded deck', () => {
  it('is seen by staff at once, and by learners as soon as all its pages are there', async () => {
    const ownTopic = await newTopic();
    const answer = await upload(trainer, {
      topicId: ownTopic,
      bytes: makeDeck(5),
      fileName: 'Câu chuyện sản phẩm.pdf',
    });

    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      topicId: ownTopic,
      fileName: 'Câu chuyện sản phẩm.pdf',
      mediaType: 'application/pdf',
      state: 'processing',
      failure: null,
      downloadable: false,
      position: 1,
      pages: [],
    });
    expect(await listMaterials(moderator, ownTopic)).toHaveLength(1);

    const ready = await waitForMaterial(trainer, answer.body);
    expect(ready.pages.map((page) => page.page)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await listMaterials(learner, ownTopic)).toEqual([ready]);
  });

  it('shows its first page before its last one is drawn, to staff alone', async () => {
    const ownTopic = await newTopic();
    const { body } = await upload(trainer, { topicId: ownTopic, bytes: makeDeck(15) });
    let seen: MaterialDto | undefined;
    await expect
      .poll(
        async () => {
          seen = (await listMaterials(trainer, ownTopic))[0];
          return seen?.pages.length;
        },
        { timeout: 60_000, interval: 50 },
      )
      .toBeGreaterThan(0);

    expect(seen?.state).toBe('processing');
    expect(seen?.pages.length).toBeLessThan(16);
    expect(await listMaterials(learner, ownTopic)).toEqual([]);
    const early = pageUrl(body.materialId, 1, 320);
    expect((await trainer.client.http('GET', early)).status).toBe(200);
    expect((await learner.client.http('GET', early)).status).toBe(404);
    await waitForMaterial(trainer, body);
    expect((await learner.client.http('GET', early)).status).toBe(200);
  });

  it('is taken once, however often and however fast it is sent with the same id', async () => {
    const ownTopic = await newTopic();
    const clientId = randomUUID();
    const bytes = makeDeck(1);
    const answers = await Promise.all(
      [1, 2, 3].map(() => upload(trainer, { topicId: ownTopic, bytes, clientId })),
    );
    const later = await upload(trainer, { topicId: ownTopic, bytes, clientId });

    const ids = new Set([...answers, later].map((answer) => answer.body.materialId));
    expect(ids.size).toBe(1);
    expect(await listMaterials(trainer, ownTopic)).toHaveLength(1);

    const otherBytes = await upload(trainer, { topicId: ownTopic, bytes: makeDeck(2), clientId });
    expect([otherBytes.status, code(otherBytes)]).toEqual([409, 'conflict']);
    const otherTopic = await upload(trainer, { topicId, bytes, clientId });
    expect([otherTopic.status, code(otherTopic)]).toEqual([409, 'conflict']);
    await waitForMaterial(trainer, later.body);
  });

  it('finds a topic that is full', async () => {
    const ownTopic = await newTopic();
    await app.context.db.material.createMany({
      data: Array.from({ length: limits.materialsPerTopic }, (_, index) => ({
        topicId: ownTopic,
        clientId: randomUUID(),
        position: index + 1,
        fileName: 'a.pdf',
        mediaType: 'application/pdf',
        sizeBytes: 1,
        sha256: new Uint8Array(32),
        state: 'FAILED' as const,
        failure: 'file_broken',
      })),
    });
    const answer = await upload(trainer, { topicId: ownTopic, bytes: makeDeck(1) });
    expect([answer.status, answer.body.error]).toEqual([
      409,
      { code: 'limit_reached', details: { max: 50 } },
    ]);
  });
});

describe('a page’s picture', () => {
  it('comes as an image that may be kept for ever by this browser, and can do nothing else', async () => {
    const { materialId } = await uploadReady(trainer, { topicId });
    const answer = await learner.client.http<Uint8Array>('GET', pageUrl(materialId, 2, 720));

    expect(answer.status).toBe(200);
    expect(await sharp(answer.body).metadata()).toMatchObject({ format: 'webp', width: 720, height: 405 });
    const headers = Object.fromEntries(answer.headers);
    expect(headers).toMatchObject({
      'content-type': 'image/webp',
      'cache-control': 'private, max-age=31536000, immutable',
      'content-security-policy': "sandbox; default-src 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    });

    // `fetch` would add that it wants no cached answer; a browser that only asks whether its own is still good does not.
    const { cookieHeader: cookie } = learner.client;
    const asking = get(app.url + pageUrl(materialId, 2, 720), {
      headers: { cookie, 'if-none-match': headers.etag },
    });
    const [again] = (await once(asking, 'response')) as [IncomingMessage];
    again.resume();
    expect(again.statusCode).toBe(304);
  });

  it('is refused to whoever is not of the series, and to whoever was taken out of it', async () => {
    const { materialId } = await uploadReady(trainer, { topicId });
    const url = pageUrl(materialId, 1, 720);
    expect((await make.makeStranger().http('GET', url)).status).toBe(401);
    expect((await outsider.client.http('GET', url)).status).toBe(404);

    const leaver = await make.makeLearner(series.seriesId);
    expect((await leaver.client.http('GET', url)).status).toBe(200);
    await app.context.db.enrolment.updateMany({
      where: { personId: leaver.personId },
      data: { removedAt: new Date() },
    });
    app.context.events.emit('access.changed', {
      personId: leaver.personId,
      seriesId: series.seriesId,
      reason: 'removed',
    });
    expect((await leaver.client.http('GET', url)).status).toBe(404);
  });

  it('is looked for only by the numbers that the material really has', async () => {
    const { materialId } = await uploadReady(trainer, { topicId });
    const folder = `/files/materials/${materialId}/pages`;
    for (const wrong of [`${folder}/4/720.webp`, `${folder}/1/721.webp`, `${folder}/1/0720.webp`]) {
      expect([wrong, (await learner.client.http('GET', wrong)).status]).toEqual([wrong, 404]);
    }
    for (const malformed of [
      `${folder}/0/720.webp`,
      `${folder}/1/720.png`,
      `${folder}/1/..%2F..%2Foriginal`,
      `${folder}/..%2F../720.webp`,
      `/files/materials/..%2F..%2Fsecret/pages/1/720.webp`,
    ]) {
      const { status } = await learner.client.http('GET', malformed);
      expect([malformed, status === 400 || status === 404]).toEqual([malformed, true]);
    }
  });
});

describe('a download', () => {
  it('is for staff, and for learners where the trainer allows it', async () => {
    const { materialId } = await uploadReady(trainer, { topicId });
    expect((await moderator.client.http('GET', downloadUrl(materialId))).status).toBe(200);
    const refused = await learner.client.http('GET', downloadUrl(materialId));
    expect([refused.status, code(refused)]).toEqual([403, 'not_allowed']);

    const change = await trainer.client.http('PATCH', `/api/materials/${materialId}`, { downloadable: true });
    expect(change).toMatchObject({ status: 200, body: { downloadable: true } });
    expect((await learner.client.http('GET', downloadUrl(materialId))).status).toBe(200);
    expect((await outsider.client.http('GET', downloadUrl(materialId))).status).toBe(404);
  });

  it('is an attachment with the file’s own bytes and name, and runs nowhere', async () => {
    const bytes = makeDeck(1);
    const { materialId } = await uploadReady(trainer, { topicId, bytes, fileName: 'Hồ sơ "mẫu"; bản 2' });
    const answer = await trainer.client.http<Uint8Array>('GET', downloadUrl(materialId));

    expect(Buffer.compare(answer.body, bytes)).toBe(0);
    const headers = Object.fromEntries(answer.headers);
    expect(headers).toMatchObject({
      'content-type': 'application/pdf',
      'cache-control': 'private, no-cache',
      'content-security-policy': "sandbox; default-src 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    });
    expect(headers['content-disposition']).toMatch(/^attachment; filename="H.*\\"m.*; filename\*=UTF-8''/u);
    expect(decodeURIComponent(headers['content-disposition']?.split("UTF-8''")[1] ?? '')).toBe(
      'Hồ sơ "mẫu"; bản 2.pdf',
    );
  });

  it('that broke off goes on where it was', async () => {
    const bytes = makeDeck(1);
    const { materialId } = await uploadReady(trainer, { topicId, bytes });
    const rest = await trainer.client.http<Uint8Array>('GET', downloadUrl(materialId), undefined, {
      range: 'bytes=100-',
    });
    expect(rest.status).toBe(206);
    expect(Buffer.compare(rest.body, bytes.subarray(100))).toBe(0);

    const beyond = await trainer.client.http('GET', downloadUrl(materialId), undefined, {
      range: 'bytes=99999999-',
    });
    expect(beyond.status).toBe(416);
  });
});

describe('the trainer', () => {
  it('gives materials another name and another order', async () => {
    const ownTopic = await newTopic();
    const [a, b, c] = [
      await uploadReady(trainer, { topicId: ownTopic, fileName: 'a.pdf' }),
      await uploadReady(trainer, { topicId: ownTopic, fileName: 'b.pdf' }),
      await uploadReady(trainer, { topicId: ownTopic, fileName: 'c.pdf' }),
    ].map((material) => material.materialId);

    const renamed = await trainer.client.http('PATCH', `/api/materials/${a}`, {
      fileName: '../bí quyết.pdf',
    });
    expect(renamed).toMatchObject({ status: 200, body: { fileName: 'bí quyết.pdf' } });

    const put = (materialIds: unknown[]) =>
      trainer.client.http<{ materials: MaterialDto[] }>('PUT', `/api/topics/${ownTopic}/material-order`, {
        materialIds,
      });
    expect((await put([c, a, b])).body.materials.map((material) => material.materialId)).toEqual([c, a, b]);
    // One that was uploaded while the list was being dragged keeps its place behind.
    expect((await put([b])).body.materials.map((material) => material.materialId)).toEqual([b, c, a]);
    expect((await listMaterials(learner, ownTopic)).map((material) => material.position)).toEqual([1, 2, 3]);
    expect(code(await put([randomUUID()]))).toBe('not_found');
  });

  it('deletes a material: its pages, its file and its folder are gone', async () => {
    const { materialId, topicId: ownTopic } = await uploadReady(trainer, { topicId: await newTopic() });
    const folder = path.join(app.dataDir, 'materials', materialId);
    expect(existsSync(folder)).toBe(true);

    expect((await trainer.client.http('DELETE', `/api/materials/${materialId}`)).status).toBe(200);
    expect(existsSync(folder)).toBe(false);
    expect(await listMaterials(trainer, ownTopic)).toEqual([]);
    expect((await learner.client.http('GET', pageUrl(materialId, 1, 720))).status).toBe(404);
    expect((await trainer.client.http('DELETE', `/api/materials/${materialId}`)).status).toBe(404);
  });

  it('deletes a material that is just being drawn', async () => {
    const { body } = await upload(trainer, { topicId: await newTopic(), bytes: makeDeck(60) });
    await expect
      .poll(async () => (await listMaterials(trainer, body.topicId))[0]?.pages.length, {
        timeout: 15_000,
        interval: 50,
      })
      .toBeGreaterThan(0);
    expect((await trainer.client.http('DELETE', `/api/materials/${body.materialId}`)).status).toBe(200);
    expect(existsSync(path.join(app.dataDir, 'materials', body.materialId))).toBe(false);
    // The renderer is free for the next one.
    await uploadReady(trainer, { topicId });
  });

  it('changes nothing in a series that is archived', async () => {
    const old = await make.makeSeries();
    const oldTopic = old.topicIds[0] ?? '';
    const oldTrainer = await make.makeTrainer(old.seriesId);
    const { materialId } = await uploadReady(oldTrainer, { topicId: oldTopic });
    await app.context.db.series.update({ where: { id: old.seriesId }, data: { archivedAt: new Date() } });

    const { client } = oldTrainer;
    const answers = [
      await upload(oldTrainer, { topicId: oldTopic, bytes: makeDeck(1) }),
      await client.http('PATCH', `/api/materials/${materialId}`, { downloadable: true }),
      await client.http('PUT', `/api/topics/${oldTopic}/material-order`, { materialIds: [materialId] }),
      await client.http('DELETE', `/api/materials/${materialId}`),
    ];
    expect(answers.map(code)).toEqual(['wrong_state', 'wrong_state', 'wrong_state', 'wrong_state']);
    expect((await client.http('GET', pageUrl(materialId, 1, 720))).status).toBe(200);
    expect(await readdir(path.join(app.dataDir, 'uploads'))).toEqual([]);
  });

  it('leaves a trace of each act', async () => {
    const { materialId } = await uploadReady(trainer, { topicId: await newTopic() });
    await trainer.client.http('PATCH', `/api/materials/${materialId}`, { downloadable: true });
    await trainer.client.http('DELETE', `/api/materials/${materialId}`);

    const entries = await app.context.db.auditEntry.findMany({
      where: { actorId: trainer.personId, details: { path: ['materialId'], equals: materialId } },
      orderBy: { id: 'asc' },
    });
    expect(entries.map((entry) => entry.action)).toEqual([
      'material.uploaded',
      'material.changed',
      'material.deleted',
    ]);
    expect(entries.every((entry) => entry.seriesId === series.seriesId)).toBe(true);
  });
});

describe('every door', () => {
  it('is shut to those without a sign-in, without the role, and with a wrong input', async () => {
    const { materialId } = await uploadReady(trainer, { topicId });
    const inTopic = `/api/topics/${topicId}`;
    const query = `clientId=${randomUUID()}&fileName=a.pdf`;
    const doors = [
      { method: 'GET', url: `${inTopic}/materials`, forLearners: true, malformed: '/api/topics/x/materials' },
      {
        method: 'POST',
        url: `${inTopic}/materials?${query}`,
        bytes: makeDeck(1),
        malformed: `${inTopic}/materials?clientId=1&fileName=a`,
      },
      {
        method: 'PATCH',
        url: `/api/materials/${materialId}`,
        body: { downloadable: true },
        wrongBody: { downloadable: 'yes' },
      },
      {
        method: 'PUT',
        url: `${inTopic}/material-order`,
        body: { materialIds: [materialId] },
        wrongBody: { materialIds: ['x'] },
      },
      { method: 'DELETE', url: `/api/materials/${materialId}`, malformed: '/api/materials/x' },
      {
        method: 'GET',
        url: pageUrl(materialId, 1, 720),
        forLearners: true,
        malformed: `/files/materials/${materialId}/pages/x/720.webp`,
      },
      { method: 'GET', url: downloadUrl(materialId), malformed: '/files/materials/x/download' },
    ];
    for (const { method, url, body, bytes, wrongBody, malformed, forLearners } of doors) {
      const ask = (person: TestPerson['client'], target = url, sent: unknown = bytes ?? body) =>
        person.http(method, target, sent);
      const door = `${method} ${url}`;
      expect([door, code(await ask(make.makeStranger()))]).toEqual([door, 'not_signed_in']);
      expect([door, code(await ask(outsider.client))]).toEqual([door, 'not_found']);
      if (!forLearners) expect([door, code(await ask(learner.client))]).toEqual([door, 'not_allowed']);
      if (malformed) expect([door, code(await ask(trainer.client, malformed))]).toEqual([door, 'malformed']);
      if (wrongBody)
        expect([door, code(await ask(trainer.client, url, wrongBody))]).toEqual([door, 'malformed']);
    }
    expect(await listMaterials(trainer, topicId)).toContainEqual(expect.objectContaining({ materialId }));
  });
});
