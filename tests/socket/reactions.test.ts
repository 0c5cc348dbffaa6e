import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { ReactionKind } from '#shared/reaction-kinds.ts';
import { Factories, type TestSeries, type TestSession } from '#tests/support/factories.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';
import type { TestPage } from '#tests/support/test-client.ts';

let app: TestApp;
let make: Factories;
let series: TestSeries;
let session: TestSession;

beforeAll(async () => {
  app = await startTestApp();
  make = new Factories(app);
});
afterAll(() => app.close());

beforeEach(async () => {
  series = await make.makeSeries();
  session = await make.makeSession({ series });
});

const join = async () => (await make.makeLearner(series.seriesId)).client.join(session.code);
const joinStaff = async () => (await make.makeTrainer(series.seriesId)).client.join(session.code);
const tap = (page: TestPage, kind: ReactionKind = 'clap') => page.requestRaw('reaction:send', { kind });

function countOf(page: TestPage, kind: ReactionKind): number {
  return page.news
    .filter(({ name }) => name === 'reaction:counted')
    .reduce(
      (sum, { data }) =>
        sum + ((data as { counts: Partial<Record<ReactionKind, number>> }).counts[kind] ?? 0),
      0,
    );
}

it('two hundred learners who tap cost each page a message a second, not one a tap (R23)', async () => {
  const pages = await Promise.all(Array.from({ length: 200 }, join));
  const staff = await joinStaff();
  const before = performance.now();
  const acks = await Promise.all(
    pages.flatMap((page, index) => [tap(page), tap(page), tap(page, index % 2 ? 'heart' : 'laugh')]),
  );
  expect(acks.every(({ ok }) => ok)).toBe(true);
  const [first] = pages;
  if (!first) throw new Error('nobody joined');
  for (const page of [first, staff]) {
    await page.waitFor(
      'reaction:counted',
      () => countOf(page, 'clap') === 400 && countOf(page, 'heart') === 100,
    );
  }
  const seconds = (performance.now() - before) / 1_000;
  const told = first.news.filter(({ name }) => name === 'reaction:counted');
  expect(told.length).toBeLessThanOrEqual(Math.ceil(seconds) + 1);
  expect(countOf(first, 'laugh')).toBe(100);
  for (const page of pages) page.close();
});

it('take no numbers and are not kept: who comes back gets none, and misses nothing else (R2, R23)', async () => {
  const page = await join();
  const other = await join();
  await tap(page);
  await other.waitFor('reaction:counted');
  const person = await make.makeLearner(series.seriesId);
  const stays = await person.client.join(session.code);
  const position = stays.joined?.position ?? null;
  stays.close();
  await tap(page, 'heart');
  await other.waitFor('reaction:counted', () => countOf(other, 'heart') === 1);
  const back = await person.client.join(session.code, { position });
  expect(JSON.stringify(back.joined?.missed)).not.toContain('reaction:counted');
});

it('are refused while locked for learners, and not for staff', async () => {
  const trainer = await make.makeTrainer(series.seriesId);
  const page = await join();
  const staff = await trainer.client.join(session.code);
  const path = `/api/sessions/${session.sessionId}/feature-locks`;
  await trainer.client.http('POST', path, { feature: 'reactions', locked: true });
  await page.waitFor('session:changed', (news) => news.session.lockedFeatures.includes('reactions'));
  expect(await tap(page)).toEqual({ ok: false, error: { code: 'locked' } });
  expect(await tap(staff)).toMatchObject({ ok: true });
});

it('of one person are counted so far as they say something, then refused with the time to wait (R14)', async () => {
  const eager = await join();
  const calm = await join();
  const acks = await Promise.all(Array.from({ length: 30 }, () => tap(eager)));
  const refused = acks.filter((ack) => !ack.ok);
  expect(refused).toHaveLength(20);
  expect(refused[0]).toMatchObject({
    error: { code: 'too_many_requests', details: { retryAfterMs: expect.any(Number) } },
  });
  expect(await tap(calm)).toMatchObject({ ok: true });
});

it('are kept as numbers by the minute, with nobody in them', async () => {
  const strict = await startTestApp();
  const own = new Factories(strict);
  const ownSeries = await own.makeSeries();
  const ownSession = await own.makeSession({ series: ownSeries });
  const page = await (await own.makeLearner(ownSeries.seriesId)).client.join(ownSession.code);
  const { db } = strict.context;
  await tap(page);
  await tap(page);
  await tap(page, 'lost');
  const count = async () => {
    const rows = await db.reactionMinute.findMany({ where: { sessionId: ownSession.sessionId } });
    return rows.reduce((sum, row) => sum + row.count, 0);
  };
  await expect.poll(count, { timeout: 20_000 }).toBe(3);
  await strict.close();
});
