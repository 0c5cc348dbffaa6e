import { randomUUID } from 'node:crypto';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { protocolVersion } from '#shared/contract.ts';
import type { SessionDto } from '#shared/features/catalog.ts';
import type { YouDto } from '#shared/features/enrolment.ts';
import type { ExclusionDto } from '#shared/features/order.ts';
import type { RequestInput } from '#shared/protocol.ts';
import type { ExclusionKind } from '#shared/session-door.ts';
import { codeOf, dataOf } from '#tests/support/answers.ts';
import { type Classroom, makeClassroom } from '#tests/support/classroom.ts';
import { Factories, type TestPerson } from '#tests/support/factories.ts';
import { dtlsParameters, opusParameters, toRtpCapabilities } from '#tests/support/fake-media.ts';
import { watchMediaObjects } from '#tests/support/media-objects.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';
import type { TestClient, TestPage } from '#tests/support/test-client.ts';

let app: TestApp;
let make: Factories;
let mediaObjects: ReturnType<typeof watchMediaObjects>;

beforeAll(async () => {
  // A thousand tries from one address are what this file is for.
  app = await startTestApp({ options: { rateLimitFactor: 1_000 } });
  make = new Factories(app);
  mediaObjects = watchMediaObjects(app);
});
afterAll(() => app.close());

function showOut(
  by: TestPerson,
  { sessionId }: { sessionId: string },
  personId: string,
  kind: ExclusionKind = 'removed_from_room',
) {
  return by.client.http<ExclusionDto>('POST', `/api/sessions/${sessionId}/exclusions`, {
    personId,
    kind,
    reason: 'disturbing',
    note: 'Nói chen nhiều lần',
  });
}

function joinRaw(page: TestPage, code: string) {
  return page.requestRaw('room:join', { protocolVersion, code, position: null, pageId: randomUUID() });
}

const removed = { ok: false, error: { code: 'removed_from_room' } };

async function enterByName(
  room: { code: string },
  name: string,
): Promise<{ client: TestClient; you: YouDto }> {
  const client = make.makeStranger();
  const { you } = await dataOf<{ you: YouDto }>(
    client.http('POST', `/api/rooms/${room.code}/enter`, { clientId: randomUUID(), name }),
  );
  return { client, you };
}

/** A learner who hears the trainer's microphone, and everything that stands for it on the server. */
async function listenTo({ session, trainer }: Classroom, learner: TestClient) {
  const stage = await trainer.client.join(session.code);
  const { epoch, routerRtpCapabilities } = stage.snapshot.media;
  const { transportId: sendId } = await stage.request('media:open_send', { epoch });
  await stage.request('media:connect', { epoch, transportId: sendId, dtlsParameters });
  const { producerId } = await stage.request('media:publish', {
    epoch,
    transportId: sendId,
    source: 'microphone',
    paused: false,
    rtpParameters: opusParameters(),
  });
  const page = await learner.join(session.code);
  const { transportId } = await page.request('media:open_receive', { epoch });
  await page.request('media:connect', { epoch, transportId, dtlsParameters });
  const { consumers } = await page.request('media:subscribe', {
    epoch,
    transportId,
    producerIds: [producerId],
    rtpCapabilities: toRtpCapabilities(routerRtpCapabilities),
  });
  const [consumer] = consumers;
  if (!consumer) throw new Error('nothing is received');
  return { stage, page, epoch, transportId, producerId, consumerId: consumer.consumerId };
}

describe('whoever is removed from a room', () => {
  it('loses media, connections of all devices and the polled one within a second, and only then are others told (R6, R46)', async () => {
    const classroom = await makeClassroom(make);
    const { session, trainer, series } = classroom;
    const learner = await make.makeLearner(series.seriesId, 'Phạm Văn Ồn');
    const { page, stage, epoch, transportId, producerId, consumerId } = await listenTo(
      classroom,
      learner.client,
    );
    const tablet = await learner.client.join(session.code);
    const polled = await learner.client.openPage({ transports: ['polling'] });
    await polled.join(session.code);
    const sid = polled.socket.io.engine.id;
    await stage.waitFor('people:changed', ({ came }) =>
      came.some((one) => one.personId === learner.personId),
    );
    const { transportId: tabletId } = await tablet.request('media:open_receive', { epoch });
    const ownIds = [transportId, consumerId, tabletId];
    expect(ownIds.filter((id) => mediaObjects.has(id))).toEqual(ownIds);

    const startedAt = performance.now();
    await dataOf(showOut(trainer, session, learner.personId));
    // When the answer is there, it has been done.
    const room = app.live.rooms.find(session.sessionId);
    expect([...(room?.peers ?? [])].map(({ personId }) => personId)).toEqual([trainer.personId]);
    expect(ownIds.filter((id) => mediaObjects.has(id))).toEqual([]);
    expect(mediaObjects.has(producerId)).toBe(true);
    const reasons = await Promise.all([page, tablet, polled].map((own) => own.waitForClose()));
    expect(reasons).toEqual(['removed_from_room', 'removed_from_room', 'removed_from_room']);
    expect(performance.now() - startedAt).toBeLessThan(1_000);

    await stage.waitFor('people:changed', ({ goneIds }) => goneIds.includes(learner.personId));
    const { exclusion } = await stage.waitFor('exclusion:made');
    expect(exclusion).toMatchObject({ name: 'Phạm Văn Ồn', kind: 'removed_from_room', reason: 'disturbing' });

    // The polled connection's id opens nothing: what it may still hand out is its own end.
    const poll = async () => {
      const answer = await fetch(`${app.url}/socket.io/?EIO=4&transport=polling&sid=${sid}`, {
        headers: { cookie: learner.client.cookieHeader },
      });
      expect(await answer.text()).not.toContain('frame');
      return answer.status;
    };
    await expect.poll(poll).toBe(400);
    // Old sockets answer nothing at all, and ids of before mean nothing on new ones.
    expect(page.socket.connected).toBe(false);
    const again = await learner.client.openPage();
    const tries: [string, unknown][] = [
      ['media:restart_ice', { epoch, transportId }],
      ['media:connect', { epoch, transportId, dtlsParameters }],
      ['media:open_receive', { epoch }],
      ['media:open_send', { epoch }],
      ['media:subscribe', subscribeInput({ epoch, transportId, producerId })],
      ['question:ask', { clientId: randomUUID(), body: 'Tôi vẫn còn đây', anonymous: true }],
    ];
    for (const [name, input] of tries)
      expect(await again.requestRaw(name, input), name).toEqual({ ok: false, error: { code: 'not_joined' } });
    expect(await joinRaw(again, session.code)).toEqual(removed);
    learner.client.close();
    stage.close();
  });

  it('cannot come back: not by the cookie, the link, the name, nor a new name in the same browser (R46)', async () => {
    const { session, trainer } = await makeClassroom(make);
    const { client, you } = await enterByName(session, 'Lê Văn Tám');
    await client.join(session.code);
    await dataOf(showOut(trainer, session, you.personId));
    const enter = `/api/rooms/${session.code}/enter`;

    // The cookie
    expect(await joinRaw(await client.openPage(), session.code)).toEqual(removed);
    expect(await codeOf(client.http('POST', enter, { clientId: randomUUID(), name: 'Lê Văn Tám' }))).toBe(
      'removed_from_room',
    );
    // The personal link, here and in a browser that was never here
    const linkToken = you.linkToken;
    for (const browser of [client, make.makeStranger()]) {
      expect(await codeOf(browser.http('POST', enter, { linkToken }))).toBe('removed_from_room');
      expect(browser === client || browser.cookieHeader.includes('lectern=')).toBe(browser === client);
    }
    // Signing out and coming as somebody else
    await dataOf(client.http('POST', '/api/sign-out', {}));
    expect(await codeOf(client.http('POST', enter, { clientId: randomUUID(), name: 'Người Khác' }))).toBe(
      'removed_from_room',
    );
    const door = await dataOf<{ exclusion: string | null }>(client.http('GET', `/api/rooms/${session.code}`));
    expect(door.exclusion).toBe('removed_from_room');
    client.close();
  });

  it('is refused a thousand times as once, and others notice nothing', async () => {
    const classroom = await makeClassroom(make);
    const { session, trainer, series } = classroom;
    const [learner, bystander] = await Promise.all([
      make.makeLearner(series.seriesId),
      make.makeLearner(series.seriesId),
    ]);
    const other = await bystander.client.join(session.code);
    await dataOf(showOut(trainer, session, learner.personId));
    const page = await learner.client.openPage();

    const answers = await Promise.all(Array.from({ length: 1_000 }, () => joinRaw(page, session.code)));

    expect(answers.filter((answer) => JSON.stringify(answer) !== JSON.stringify(removed))).toEqual([]);
    expect(app.live.rooms.find(session.sessionId)?.peerCount).toBe(1);
    expect(other.news.filter(({ name }) => name === 'presence:changed').length).toBeLessThan(3);
    page.close();
    other.close();
  });

  it('cannot be asked onto the stage, where they would hold a seat', async () => {
    const { session, trainer, series } = await makeClassroom(make);
    const learner = await make.makeLearner(series.seriesId);
    const stage = await trainer.client.join(session.code);
    await dataOf(showOut(trainer, session, learner.personId));
    const { personId } = learner;
    expect(await stage.requestRaw('stage:invite', { personId })).toEqual({
      ok: false,
      error: { code: 'not_found' },
    });
    stage.close();
  });

  it('does not slip in by a join that is under way at that moment', async () => {
    const { session, trainer, series } = await makeClassroom(make);
    const stage = await trainer.client.join(session.code);
    for (let round = 0; round < 20; round += 1) {
      const learner = await make.makeLearner(series.seriesId);
      const page = await learner.client.openPage();
      const joins = Array.from({ length: 5 }, () => joinRaw(page, session.code).catch(() => undefined));
      await dataOf(showOut(trainer, session, learner.personId));
      await Promise.race([Promise.all(joins), page.waitForClose()]);
      const here = [...(app.live.rooms.find(session.sessionId)?.peers ?? [])];
      expect(here.map(({ personId }) => personId)).toEqual([trainer.personId]);
      page.close();
    }
    stage.close();
  });

  it('is refused what belongs to the session over HTTP, and what its topics hold; the rest of the series stays theirs (R46)', async () => {
    const { session, trainer, series } = await makeClassroom(make);
    const otherSession = await make.makeSession({ series });
    const learner = await make.makeLearner(series.seriesId);
    const material = await app.context.db.material.create({
      data: {
        topicId: session.topicIds[0] ?? '',
        clientId: randomUUID(),
        position: 1,
        fileName: 'Bài giảng.pdf',
        mediaType: 'application/pdf',
        sizeBytes: 1,
        sha256: new Uint8Array(32),
        state: 'READY',
        downloadable: true,
        pages: { create: { page: 1, width: 640, height: 360, widths: [640] } },
      },
    });
    const paths = [
      `/api/topics/${session.topicIds[0]}/materials`,
      `/files/materials/${material.id}/pages/1/640.webp`,
      `/files/materials/${material.id}/download`,
      `/api/rooms/${session.code}/feedback`,
    ];
    const getStatus = async (path: string) => (await learner.client.http('GET', path)).status;
    expect(await Promise.all(paths.map(getStatus))).not.toContain(403);

    await dataOf(showOut(trainer, session, learner.personId));

    for (const path of paths)
      expect(await codeOf(learner.client.http('GET', path)), path).toBe('removed_from_room');
    expect((await learner.client.join(otherSession.code)).snapshot.session.state).toBe('live');
    learner.client.close();
  });

  it('keeps the time they attended', async () => {
    const { session, trainer, series } = await makeClassroom(make);
    const learner = await make.makeLearner(series.seriesId);
    await learner.client.join(session.code);
    const { db } = app.context;
    const where = { sessionId: session.sessionId, personId: learner.personId };
    await expect.poll(() => db.presenceInterval.count({ where })).toBe(1);
    await dataOf(showOut(trainer, session, learner.personId));
    await expect
      .poll(() => db.presenceInterval.count({ where: { ...where, endedAt: { not: null } } }))
      .toBe(1);
  });
});

function subscribeInput(input: {
  epoch: number;
  transportId: string;
  producerId: string;
}): RequestInput<'media:subscribe'> {
  const { producerId, ...rest } = input;
  return { ...rest, producerIds: [producerId], rtpCapabilities: { codecs: [], headerExtensions: [] } };
}

describe('a ban', () => {
  it('holds in every session of the series, at once and later (R46)', async () => {
    const { session, trainer, series } = await makeClassroom(make);
    const [here, later] = [await make.makeSession({ series }), await make.makeSession({ series })];
    const learner = await make.makeLearner(series.seriesId);
    const page = await learner.client.join(here.code);

    await dataOf(showOut(trainer, session, learner.personId, 'banned'));

    expect(await page.waitForClose()).toBe('banned');
    const again = await learner.client.openPage();
    for (const { code } of [session, here, later])
      expect(await joinRaw(again, code)).toEqual({ ok: false, error: { code: 'banned' } });
    expect(await codeOf(learner.client.http('GET', `/api/topics/${series.topicIds[2]}/materials`))).toBe(
      'banned',
    );
    again.close();
  });

  it('binds nowhere else', async () => {
    const { session, trainer, series } = await makeClassroom(make);
    const elsewhere = await makeClassroom(make);
    const learner = await make.makeLearner(series.seriesId);
    await app.context.db.enrolment.create({
      data: { seriesId: elsewhere.series.seriesId, personId: learner.personId },
    });
    await dataOf(showOut(trainer, session, learner.personId, 'banned'));
    expect((await learner.client.join(elsewhere.session.code)).snapshot.session.state).toBe('live');
    learner.client.close();
  });
});

describe('showing out', () => {
  it('is for those who stand above: no equal, no organiser, not oneself, nobody from elsewhere', async () => {
    const { session, trainer, series } = await makeClassroom(make);
    const moderator = await make.makeModerator(series.seriesId);
    const secondModerator = await make.makeModerator(series.seriesId);
    const organiser = await make.makeOrganiser();
    const stranger = await make.makePerson();
    const learner = await make.makeLearner(series.seriesId);
    const codes = async (by: TestPerson, ...people: TestPerson[]) =>
      Promise.all(people.map(({ personId }) => codeOf(showOut(by, session, personId))));

    expect(await codes(moderator, secondModerator, trainer, organiser, moderator)).toEqual(
      Array(4).fill('not_allowed'),
    );
    expect(await codes(trainer, trainer, organiser)).toEqual(Array(2).fill('not_allowed'));
    expect(await codes(organiser, organiser)).toEqual(['not_allowed']);
    expect(await codes(moderator, stranger)).toEqual(['not_found']);
    expect(await codes(learner, learner)).toEqual(['not_allowed']);

    const page = await secondModerator.client.join(session.code);
    await dataOf(showOut(trainer, session, secondModerator.personId));
    expect(await page.waitForClose()).toBe('removed_from_room');
    expect(await codeOf(secondModerator.client.http('GET', `/api/sessions/${session.sessionId}`))).toBe(
      'removed_from_room',
    );
  });

  it('is told once, however often it is asked, and staff can take it back', async () => {
    const { session, trainer, series } = await makeClassroom(make);
    const learner = await make.makeLearner(series.seriesId, 'Trần Thị Nga');
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => dataOf<ExclusionDto>(showOut(trainer, session, learner.personId))),
    );
    const ids = new Set(answers.map(({ exclusionId }) => exclusionId));
    expect(ids.size).toBe(1);
    const [exclusionId] = ids;
    const path = `/api/sessions/${session.sessionId}/exclusions`;
    const listed = await dataOf<{ exclusions: ExclusionDto[] }>(trainer.client.http('GET', path));
    expect(listed.exclusions).toMatchObject([{ name: 'Trần Thị Nga', note: 'Nói chen nhiều lần' }]);

    for (let count = 0; count < 2; count += 1)
      await dataOf(trainer.client.http('DELETE', `${path}/${exclusionId}`));
    expect((await learner.client.join(session.code)).joined?.you.personId).toBe(learner.personId);
    expect(
      await dataOf<SessionDto>(trainer.client.http('GET', `/api/sessions/${session.sessionId}`)),
    ).toMatchObject({ state: 'live' });
    const actions = await app.context.db.auditEntry.findMany({
      where: { sessionId: session.sessionId, seriesId: series.seriesId },
      orderBy: { id: 'asc' },
    });
    expect(actions.map(({ action, details }) => [action, details])).toEqual([
      ['person.removed_from_room', { personId: learner.personId, reason: 'disturbing' }],
      ['person.let_return', { personId: learner.personId, kind: 'removed_from_room' }],
    ]);
    learner.client.close();
  });
});

it('nor does a join that comes with the handshake let anybody in, and a socket alone hears nothing', async () => {
  const { session, series, trainer } = await makeClassroom(make);
  const learner = await make.makeLearner(series.seriesId);
  await dataOf(showOut(trainer, session, learner.personId));
  const socket = io(app.url, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    auth: { join: { protocolVersion, code: session.code, position: null, pageId: randomUUID() } },
    extraHeaders: { cookie: learner.client.cookieHeader, origin: app.url },
  });
  const heard: unknown[] = [];
  socket.onAny((...event: unknown[]) => heard.push(event));
  await new Promise<void>((resolve) => socket.once('room:joined', () => resolve()));
  const asker = await (await make.makeLearner(series.seriesId)).client.join(session.code);
  await asker.request('question:ask', {
    clientId: randomUUID(),
    body: 'Có ai nghe không?',
    anonymous: false,
  });
  await asker.waitFor('question:changed');
  expect(heard).toEqual([['room:joined', removed]]);
  socket.close();
  asker.close();
});
