import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { MaterialDto, SlideDto } from '#shared/features/materials.ts';
import { Factories, type TestPerson, type TestSeries, type TestSession } from '#tests/support/factories.ts';
import { makeDeck, upload, uploadReady, waitForMaterial } from '#tests/support/material-uploads.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';
import type { TestPage } from '#tests/support/test-client.ts';

// Renderers stand behind everything else that the machine does, other tests included.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let app: TestApp;
let make: Factories;
let series: TestSeries;
let topicId: string;
let session: TestSession;
let trainer: TestPerson;
let learner: TestPerson;
let deck: MaterialDto;

beforeAll(async () => {
  app = await startTestApp({ options: { rateLimitFactor: 100 } });
  make = new Factories(app);
  series = await make.makeSeries();
  topicId = series.topicIds[0] ?? '';
  session = await make.makeSession({ series });
  trainer = await make.makeTrainer(series.seriesId);
  learner = await make.makeLearner(series.seriesId);
  deck = await uploadReady(trainer, { topicId, bytes: makeDeck(4) });
});
afterAll(() => app.close());

async function errorOf(page: TestPage, slide: SlideDto): Promise<string | undefined> {
  const ack = await page.requestRaw('slide:lead', { slide });
  return ack.ok ? undefined : ack.error.code;
}

function slidesHeard(page: TestPage): unknown[] {
  return page.news
    .filter((news) => news.name === 'slide:led')
    .map((news) => (news.data as { slide: unknown }).slide);
}

describe('the one who leads', () => {
  it('turns the page for everybody, and for those who come later', async () => {
    const trainerPage = await trainer.client.join(session.code);
    const learnerPage = await learner.client.join(session.code);
    const slide = { materialId: deck.materialId, page: 3 };

    expect(await trainerPage.request('slide:lead', { slide })).toEqual({ slide });
    expect(await learnerPage.waitFor('slide:led')).toEqual({ slide });
    expect(await trainerPage.waitFor('slide:led')).toEqual({ slide });

    const latecomer = await (await make.makeLearner(series.seriesId)).client.join(session.code);
    expect(latecomer.snapshot.slide).toEqual(slide);
    expect(latecomer.snapshot.materials).toEqual([deck]);
    for (const page of [trainerPage, learnerPage, latecomer]) page.close();
  });

  it('takes the page away again', async () => {
    const ownSession = await make.makeSession({ series });
    const page = await trainer.client.join(ownSession.code);
    await page.request('slide:lead', { slide: { materialId: deck.materialId, page: 1 } });
    await page.request('slide:lead', { slide: null });

    const latecomer = await learner.client.join(ownSession.code);
    expect(latecomer.snapshot.slide).toBeNull();
    for (const opened of [page, latecomer]) opened.close();
  });

  it('leafs quickly, and the last page that is heard is the one that is stored', async () => {
    const ownSession = await make.makeSession({ series });
    const second = await make.makeTrainer(series.seriesId);
    const pages = [await trainer.client.join(ownSession.code), await second.client.join(ownSession.code)];
    const learnerPage = await learner.client.join(ownSession.code);

    await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        pages[index % 2]?.request('slide:lead', {
          slide: { materialId: deck.materialId, page: (index % 5) + 1 },
        }),
      ),
    );
    await expect.poll(() => slidesHeard(learnerPage).length).toBe(30);
    const latecomer = await (await make.makeLearner(series.seriesId)).client.join(ownSession.code);
    expect(slidesHeard(learnerPage).at(-1)).toEqual(latecomer.snapshot.slide);
    for (const page of [...pages, learnerPage, latecomer]) page.close();
  });

  it('can show only pages that are there, ready, and of this session’s topics', async () => {
    const ownSession = await make.makeSession({ series });
    const page = await trainer.client.join(ownSession.code);
    const otherSeries = await make.makeSeries();
    const otherTrainer = await make.makeTrainer(otherSeries.seriesId);
    const foreign = await uploadReady(otherTrainer, { topicId: otherSeries.topicIds[0] ?? '' });
    const { body: unfinished } = await upload(trainer, { topicId, bytes: makeDeck(40) });

    expect(await errorOf(page, { materialId: deck.materialId, page: 6 })).toBe('not_found');
    expect(await errorOf(page, { materialId: foreign.materialId, page: 1 })).toBe('not_found');
    expect(await errorOf(page, { materialId: unfinished.materialId, page: 1 })).toBe('not_found');
    expect(await errorOf(page, { materialId: randomUUID(), page: 1 })).toBe('not_found');
    expect(await errorOf(page, { materialId: deck.materialId, page: 0 })).toBe('malformed');
    expect(slidesHeard(page)).toEqual([]);
    await trainer.client.http('DELETE', `/api/materials/${unfinished.materialId}`);
    page.close();
  });

  it('is a trainer, while the doors are open', async () => {
    const slide = { materialId: deck.materialId, page: 1 };
    const moderator = await make.makeModerator(series.seriesId);
    for (const person of [learner, moderator]) {
      const page = await person.client.join(session.code);
      expect(await errorOf(page, slide)).toBe('not_allowed');
      page.close();
    }
    const over = await make.makeSession({ series, state: 'ended' });
    const page = await trainer.client.join(over.code);
    expect(await errorOf(page, slide)).toBe('wrong_state');
    page.close();
  });
});

describe('a room', () => {
  it('sees a new material grow page by page on the staff’s side, and whole on the learners’', async () => {
    const ownSession = await make.makeSession({ series });
    const staffPage = await trainer.client.join(ownSession.code);
    const learnerPage = await learner.client.join(ownSession.code);
    const { body } = await upload(trainer, { topicId, bytes: makeDeck(15), fileName: 'phụ lục.pdf' });

    const isIt = (news: { material: MaterialDto }) => news.material.materialId === body.materialId;
    const { material } = await learnerPage.waitFor('material:changed', isIt);
    await staffPage.waitFor('material:changed', (news) => isIt(news) && news.material.state === 'ready');

    expect(material).toMatchObject({ state: 'ready', fileName: 'phụ lục.pdf' });
    expect(material.pages).toHaveLength(16);
    const grown = staffPage.news
      .filter((news) => news.name === 'material:changed')
      .map((news) => (news.data as { material: MaterialDto }).material);
    expect(grown[0]).toMatchObject({ state: 'processing', fileName: 'phụ lục.pdf' });
    expect(
      grown.some(({ state, pages }) => state === 'processing' && pages.length > 0 && pages.length < 16),
    ).toBe(true);
    const counts = grown.map((each) => each.pages.length);
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    for (const page of [staffPage, learnerPage]) page.close();
  });

  it('never hears of a material that failed, unless it runs the room', async () => {
    const ownSession = await make.makeSession({ series });
    const staffPage = await trainer.client.join(ownSession.code);
    const learnerPage = await learner.client.join(ownSession.code);
    const { body } = await upload(trainer, { topicId, bytes: Buffer.from('%PDF-1.7\nnoise\n%%EOF\n') });
    const failed = await waitForMaterial(trainer, body);
    await staffPage.waitFor('material:changed', (news) => news.material.state === 'failed');

    expect(failed.failure).toBe('file_broken');
    const latecomer = await (await make.makeLearner(series.seriesId)).client.join(ownSession.code);
    expect(latecomer.snapshot.materials.map(({ materialId }) => materialId)).not.toContain(body.materialId);
    expect(learnerPage.news.some((news) => news.name === 'material:changed')).toBe(false);
    await trainer.client.http('DELETE', `/api/materials/${body.materialId}`);
    for (const page of [staffPage, learnerPage, latecomer]) page.close();
  });

  it('loses the page with its material: first the page goes, then the material', async () => {
    const ownSession = await make.makeSession({ series });
    const staffPage = await trainer.client.join(ownSession.code);
    const learnerPage = await learner.client.join(ownSession.code);
    const shown = await uploadReady(trainer, { topicId });
    await staffPage.request('slide:lead', { slide: { materialId: shown.materialId, page: 2 } });
    await trainer.client.http('DELETE', `/api/materials/${shown.materialId}`);

    for (const page of [staffPage, learnerPage]) {
      await page.waitFor('material:removed', ({ materialId }) => materialId === shown.materialId);
      const told = page.news
        .filter(({ name }) => name === 'slide:led' || name === 'material:removed')
        .map(({ name }) => name);
      expect(told).toEqual(['slide:led', 'slide:led', 'material:removed']);
      expect(slidesHeard(page).at(-1)).toBeNull();
    }
    const latecomer = await (await make.makeLearner(series.seriesId)).client.join(ownSession.code);
    expect(latecomer.snapshot.slide).toBeNull();
    for (const page of [staffPage, learnerPage, latecomer]) page.close();
  });

  it('keeps its page when another material is deleted', async () => {
    const ownSession = await make.makeSession({ series });
    const page = await trainer.client.join(ownSession.code);
    const slide = { materialId: deck.materialId, page: 2 };
    await page.request('slide:lead', { slide });
    const other = await uploadReady(trainer, { topicId });
    await trainer.client.http('DELETE', `/api/materials/${other.materialId}`);

    await page.waitFor('material:removed', ({ materialId }) => materialId === other.materialId);
    expect(slidesHeard(page)).toEqual([slide]);
    page.close();
  });

  it('of another series hears nothing', async () => {
    const otherSeries = await make.makeSeries();
    const otherSession = await make.makeSession({ series: otherSeries });
    const otherPage = await (await make.makeTrainer(otherSeries.seriesId)).client.join(otherSession.code);
    const ownPage = await trainer.client.join(session.code);
    await uploadReady(trainer, { topicId });

    await ownPage.waitFor('material:changed');
    expect(otherPage.news.filter(({ name }) => name.startsWith('material'))).toEqual([]);
    for (const page of [otherPage, ownPage]) page.close();
  });
});
