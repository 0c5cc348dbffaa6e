import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { limits } from '#shared/limits.ts';
import type { RequestInput } from '#shared/protocol.ts';
import { Factories, type TestPerson, type TestSeries, type TestSession } from '#tests/support/factories.ts';
import { ServerProcess } from '#tests/support/server-process.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';
import type { TestPage } from '#tests/support/test-client.ts';

const MINUTE_MS = 60_000;
/** The acts of a test are over long before. */
const CLOSE_MS = 30_000;

const question = (change: Partial<RequestInput<'question:ask'>> = {}): RequestInput<'question:ask'> => ({
  clientId: randomUUID(),
  body: 'Hồ sơ OCOP cần những gì?',
  anonymous: false,
  ...change,
});

describe('what was written while the page was away', () => {
  let app: TestApp;
  let make: Factories;
  let series: TestSeries;
  let session: TestSession;
  let hoa: TestPerson;
  let page: TestPage;

  beforeAll(async () => {
    app = await startTestApp();
    make = new Factories(app);
  });
  afterAll(() => app.close());

  beforeEach(async () => {
    series = await make.makeSeries();
    // Live for ten minutes, with the first topic; its doors opened ten minutes before.
    session = await make.makeSession({ series });
    hoa = await make.makeLearner(series.seriesId, 'Nguyễn Thị Hoa');
    page = await hoa.client.join(session.code);
    return () => page.close();
  });

  const msAgo = (time: string | undefined) => Date.now() - Date.parse(time ?? '');

  it('is marked with its true time, beside that of its arrival, for everybody', async () => {
    const trainer = await make.makeTrainer(series.seriesId);
    const trainerPage = await trainer.client.join(session.code);
    const { question: asked } = await page.request(
      'question:ask',
      question({ writtenAgo: { ms: 2 * MINUTE_MS, rough: false } }),
    );
    expect(Math.abs(msAgo(asked.written?.at) - 2 * MINUTE_MS)).toBeLessThan(CLOSE_MS);
    expect(msAgo(asked.askedAt)).toBeLessThan(CLOSE_MS);
    expect(asked.written?.rough).toBe(false);
    const told = await trainerPage.waitFor('question:staff_changed');
    expect(told.question.written).toEqual(asked.written);
  });

  it('belongs to the topic that ran when it was written', async () => {
    const { db } = app.context;
    const [first, second] = series.topicIds;
    const turnedAt = new Date(Date.now() - 3 * MINUTE_MS);
    await db.topicWindow.updateMany({ where: { sessionId: session.sessionId }, data: { endedAt: turnedAt } });
    await db.topicWindow.create({
      data: { sessionId: session.sessionId, topicId: second ?? '', startedAt: turnedAt },
    });
    const then = await page.request(
      'question:ask',
      question({ writtenAgo: { ms: 5 * MINUTE_MS, rough: false } }),
    );
    const now = await page.request('question:ask', question());
    expect([then.question.topicId, now.question.topicId]).toEqual([first, second]);
    expect(now.question.written).toBeNull();
  });

  it('is never from before the doors opened, nor from the future', async () => {
    const { question: early } = await page.request(
      'question:ask',
      question({ writtenAgo: { ms: 10 * 60 * MINUTE_MS, rough: false } }),
    );
    expect(Math.abs(msAgo(early.written?.at) - 20 * MINUTE_MS)).toBeLessThan(CLOSE_MS);
    expect(early.written?.rough).toBe(true);
    for (const ms of [-1, limits.writtenAgoMaxMs + 1, 0.5]) {
      const refused = await page.requestRaw('question:ask', question({ writtenAgo: { ms, rough: false } }));
      expect(refused).toMatchObject({ ok: false, error: { code: 'malformed' } });
    }
  });

  it('is marked with votes and feedback too', async () => {
    const { db } = app.context;
    const lan = await make.makeLearner(series.seriesId);
    const lanPage = await lan.client.join(session.code);
    const { question: asked } = await lanPage.request('question:ask', question());
    await db.question.update({
      where: { id: asked.questionId },
      data: { askedAt: new Date(Date.now() - 9 * MINUTE_MS) },
    });
    const writtenAgo = { ms: 4 * MINUTE_MS, rough: true };
    await page.request('question:vote', { questionId: asked.questionId, voted: true, writtenAgo });
    await db.session.update({
      where: { id: session.sessionId },
      data: { state: 'ENDED', endedAt: new Date(Date.now() - 8 * MINUTE_MS) },
    });
    const sent = await hoa.client.http('PUT', `/api/rooms/${session.code}/feedback`, {
      answers: { overall: 5 },
      writtenAgo,
    });
    expect(sent.status, JSON.stringify(sent.body)).toBe(200);

    const vote = await db.questionVote.findFirstOrThrow({ where: { questionId: asked.questionId } });
    const feedback = await db.feedbackAnswer.findFirstOrThrow({ where: { sessionId: session.sessionId } });
    for (const row of [vote, feedback]) {
      expect(Math.abs(msAgo(row.writtenAt?.toISOString()) - 4 * MINUTE_MS)).toBeLessThan(CLOSE_MS);
      expect(row.writtenRoughly).toBe(true);
    }
    expect(msAgo(vote.votedAt.toISOString())).toBeLessThan(CLOSE_MS);
  });
});

it('is written down once, however late and however often it is sent, over a crash as well (R11)', async () => {
  let session: TestSession | undefined;
  let hoa: TestPerson | undefined;
  const server = await ServerProcess.start({
    prepare: async (world) => {
      const make = new Factories(world);
      const series = await make.makeSeries();
      session = await make.makeSession({ series });
      const opened = { lobbyOpenedAt: new Date(Date.now() - 180 * MINUTE_MS) };
      await world.context.db.session.update({ where: { id: session.sessionId }, data: opened });
      hoa = await make.makeLearner(series.seriesId, 'Nguyễn Thị Hoa');
    },
  });
  try {
    const written = question({ writtenAgo: { ms: 2 * MINUTE_MS, rough: false } });
    const before = await hoa?.client.join(session?.code ?? '');
    const first = await before?.request('question:ask', written);
    // The ack was lost with the server; an hour later, after a reload, the page sends it again. And again.
    await server.kill('SIGKILL');
    await server.restart();
    const after = await hoa?.client.join(session?.code ?? '');
    for (const minutes of [62, 63]) {
      const again = await after?.request('question:ask', {
        ...written,
        writtenAgo: { ms: minutes * MINUTE_MS, rough: true },
      });
      expect(again).toEqual(first);
    }
    const fresh = await hoa?.client.join(session?.code ?? '');
    expect(fresh?.snapshot.questions.questions.map(({ body }) => body)).toEqual([written.body]);
    expect(fresh?.snapshot.questions.questions[0]?.written).toEqual(first?.question.written);
  } finally {
    await server.close();
  }
}, 90_000);
