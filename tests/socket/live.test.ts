import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataOf } from '#tests/support/answers.ts';
import { Factories, type TestPerson, type TestSeries, type TestSession } from '#tests/support/factories.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';

let app: TestApp;
let make: Factories;
let series: TestSeries;
let session: TestSession;
let trainer: TestPerson;

beforeAll(async () => {
  app = await startTestApp();
  make = new Factories(app);
  series = await make.makeSeries();
  session = await make.makeSession({ series });
  trainer = await make.makeTrainer(series.seriesId, 'Trần Văn Bình');
});
afterAll(() => app.close());

describe('joining', () => {
  it('gives a learner the state of the room, and nothing of other learners', async () => {
    const learner = await make.makeLearner(series.seriesId, 'Nguyễn Thị Hoa');
    const page = await learner.client.join(session.code);

    expect(page.joined?.you).toEqual({ personId: learner.personId, name: 'Nguyễn Thị Hoa', role: 'learner' });
    expect(page.snapshot.session).toMatchObject({ sessionId: session.sessionId, state: 'live' });
    expect(page.snapshot.attendance).toBeNull();
    expect(page.snapshot.presence.learners).toBe(1);
    expect(page.snapshot.media.routerRtpCapabilities).toBeTypeOf('object');
    page.close();
  });

  it('tells everybody how many follow and who runs it, without a message per learner', async () => {
    const ownSession = await make.makeSession({ series });
    const staffPage = await trainer.client.join(ownSession.code);
    const learners = await Promise.all(Array.from({ length: 5 }, () => make.makeLearner(series.seriesId)));
    const pages = await Promise.all(learners.map((learner) => learner.client.join(ownSession.code)));

    const { presence } = await staffPage.waitFor('presence:changed', (news) => news.presence.learners === 5);
    expect(presence.staff).toEqual([{ personId: trainer.personId, name: 'Trần Văn Bình', role: 'trainer' }]);
    await Promise.all(
      pages.map((page) => page.waitFor('presence:changed', (news) => news.presence.learners === 5)),
    );
    for (const page of pages) {
      const told = page.news.filter((news) => news.name === 'presence:changed').length;
      expect(told).toBeLessThan(5);
    }
    for (const page of [staffPage, ...pages]) page.close();
  });

  it('counts a person with two pages once', async () => {
    const ownSession = await make.makeSession({ series });
    const learner = await make.makeLearner(series.seriesId);
    await learner.client.join(ownSession.code);
    const second = await learner.client.join(ownSession.code);

    expect(second.snapshot.presence.learners).toBe(1);
    learner.client.close();
  });

  it('replaces the earlier connection of the same page at once', async () => {
    const ownSession = await make.makeSession({ series });
    const learner = await make.makeLearner(series.seriesId);
    const pageId = randomUUID();
    const first = await learner.client.join(ownSession.code, { pageId });
    const second = await learner.client.join(ownSession.code, { pageId });

    expect(await first.waitForClose()).toBe('replaced');
    expect(second.snapshot.presence.learners).toBe(1);
    expect(app.live.rooms.find(ownSession.sessionId)?.peerCount).toBe(1);
    learner.client.close();
  });

  it('refuses a connection without a sign-in, and one from another site’s page', async () => {
    const stranger = make.makeStranger();
    await expect(stranger.openPage()).rejects.toMatchObject({ data: { code: 'not_signed_in' } });

    const learner = await make.makeLearner(series.seriesId);
    const { io } = await import('socket.io-client');
    const socket = io(app.url, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      extraHeaders: { cookie: learner.client.cookieHeader, origin: 'https://evil.example' },
    });
    const failed = await new Promise((resolve) => socket.once('connect_error', resolve));
    expect(failed).toBeInstanceOf(Error);
    socket.close();
  });

  it('looks to somebody without a role as if the session did not exist', async () => {
    const outsider = await make.makePerson();
    const page = await outsider.client.openPage();
    const ack = await page.requestRaw('room:join', {
      protocolVersion: 1,
      code: session.code,
      position: null,
      pageId: randomUUID(),
    });
    expect(ack).toEqual({ ok: false, error: { code: 'not_found' } });
    page.close();
  });

  it('asks a page of another version to reload', async () => {
    const learner = await make.makeLearner(series.seriesId);
    const page = await learner.client.openPage();
    const ack = await page.requestRaw('room:join', {
      protocolVersion: 0,
      code: session.code,
      position: null,
      pageId: randomUUID(),
    });
    expect(ack).toEqual({ ok: false, error: { code: 'version_mismatch' } });
    page.close();
  });
});

describe('coming back', () => {
  it('brings exactly what was missed, in order', async () => {
    const ownSession = await make.makeSession({ series });
    const learner = await make.makeLearner(series.seriesId);
    const asker = await make.makeLearner(series.seriesId);
    const before = await learner.client.join(ownSession.code);
    const askerPage = await asker.client.join(ownSession.code);
    await before.waitFor('presence:changed', (news) => news.presence.learners === 2);
    const number = Math.max(before.joined?.position.number ?? 0, ...before.numbers);
    const epoch = before.joined?.position.epoch ?? '';
    before.close();

    for (const body of ['Một', 'Hai', 'Ba']) {
      await askerPage.request('question:ask', { clientId: randomUUID(), body, anonymous: false });
    }
    const back = await learner.client.join(ownSession.code, { position: { epoch, number } });

    expect(back.joined?.snapshot).toBeNull();
    const missed = back.joined?.missed.flatMap((frame) => frame.news) ?? [];
    const bodies = missed.filter(([name]) => name === 'question:changed').map(([, data]) => data);
    expect(bodies).toMatchObject(['Một', 'Hai', 'Ba'].map((body) => ({ question: { body } })));
    expect(back.joined?.position.number).toBe(number + missed.length);
    learner.client.close();
    asker.client.close();
  });

  it('brings a snapshot where the room has begun a new life', async () => {
    const learner = await make.makeLearner(series.seriesId);
    const page = await learner.client.join(session.code, { position: { epoch: randomUUID(), number: 7 } });
    expect(page.joined?.snapshot).not.toBeNull();
    page.close();
  });

  it('brings a snapshot to a page that claims a number from the future', async () => {
    const learner = await make.makeLearner(series.seriesId);
    const first = await learner.client.join(session.code);
    const epoch = first.joined?.position.epoch ?? '';
    const page = await learner.client.join(session.code, { position: { epoch, number: 1_000_000 } });
    expect(page.joined?.snapshot).not.toBeNull();
    learner.client.close();
  });

  it('numbers the news of an audience without a gap', async () => {
    const ownSession = await make.makeSession({ series });
    const [watcher, asker] = await Promise.all([
      make.makeLearner(series.seriesId),
      make.makeLearner(series.seriesId),
    ]);
    const page = await watcher.client.join(ownSession.code);
    const askerPage = await asker.client.join(ownSession.code);
    await Promise.all(
      Array.from({ length: 15 }, (_, index) =>
        askerPage.request('question:ask', { clientId: randomUUID(), body: `Câu ${index}`, anonymous: false }),
      ),
    );
    await page.waitFor('question:changed', ({ question }) => question.body === 'Câu 14');
    const first = (page.joined?.position.number ?? 0) + 1;
    expect(page.numbers).toEqual(page.numbers.map((_, index) => first + index));
    watcher.client.close();
    asker.client.close();
  });
});

describe('being shown out', () => {
  it('ends the connection of whoever is taken out of the series', async () => {
    const learner = await make.makeLearner(series.seriesId);
    const page = await learner.client.join(session.code);
    const { db, events } = app.context;
    await db.enrolment.updateMany({ where: { personId: learner.personId }, data: { removedAt: new Date() } });
    events.emit('access.changed', {
      personId: learner.personId,
      seriesId: series.seriesId,
      reason: 'removed',
    });

    expect(await page.waitForClose()).toBe('removed');
    const again = await learner.client.openPage();
    const ack = await again.requestRaw('room:join', {
      protocolVersion: 1,
      code: session.code,
      position: null,
      pageId: randomUUID(),
    });
    expect(ack).toEqual({ ok: false, error: { code: 'not_found' } });
    learner.client.close();
  });

  it('lets nobody in whose sign-in was revoked while their connection had not joined yet (R6)', async () => {
    const learner = await make.makeLearner(series.seriesId);
    const page = await learner.client.openPage();
    await dataOf(learner.client.http('POST', '/api/sign-out', {}));
    const ack = await page.requestRaw('room:join', {
      protocolVersion: 1,
      code: session.code,
      position: null,
      pageId: randomUUID(),
    });
    expect(ack).toEqual({ ok: false, error: { code: 'not_signed_in' } });
    learner.client.close();
  });

  it('ends the connections of a sign-in that was revoked', async () => {
    const learner = await make.makeLearner(series.seriesId);
    const page = await learner.client.join(session.code);
    const signIn = await app.context.db.signIn.findFirstOrThrow({ where: { personId: learner.personId } });
    await app.context.db.signIn.update({ where: { id: signIn.id }, data: { revokedAt: new Date() } });
    app.context.events.emit('sign_in.revoked', { signInIds: [signIn.id] });

    expect(await page.waitForClose()).toBe('signed_out');
    await expect(learner.client.openPage()).rejects.toMatchObject({ data: { code: 'not_signed_in' } });
  });
});

describe('what no page of ours sends', () => {
  it('is refused by name, and hurts nobody else', async () => {
    const learner = await make.makeLearner(series.seriesId);
    const bystander = await make.makeLearner(series.seriesId);
    const page = await learner.client.join(session.code);
    const other = await bystander.client.join(session.code);

    expect(await page.requestRaw('no:such_thing', {})).toEqual({
      ok: false,
      error: { code: 'malformed', details: { fields: ['name'] } },
    });
    for (const input of [null, 42, 'x', [], { clientId: 'x' }, { __proto__: { body: 'x' } }]) {
      expect(await page.requestRaw('question:ask', input)).toMatchObject({
        ok: false,
        error: { code: 'malformed' },
      });
    }
    expect(await other.requestRaw('room:leave', {})).toEqual({ ok: true, data: {} });
    learner.client.close();
    bystander.client.close();
  });

  it('ends the connection when there is too much of it', async () => {
    const learner = await make.makeLearner(series.seriesId);
    const page = await learner.client.join(session.code);
    for (let count = 0; count < 20; count += 1) page.socket.emit('no:such_thing', {});
    expect(await page.waitForClose()).toBe('connection lost');
  });

  it('ends the connection when a message is larger than any of ours', async () => {
    const learner = await make.makeLearner(series.seriesId);
    const page = await learner.client.join(session.code);
    page.socket.emit('question:ask', { body: 'x'.repeat(70_000) }, () => {});
    expect(await page.waitForClose()).toBe('connection lost');
  });
});
