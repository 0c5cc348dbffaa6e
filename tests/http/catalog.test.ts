import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appendEvents } from '#server/features/attendance/record/append-events.ts';
import type { SeriesDto, SeriesSummaryDto, SessionDto } from '#shared/features/catalog.ts';
import { codeOf, dataOf, errorOf } from '#tests/support/answers.ts';
import { type Classroom, eventsDuring, makeClassroom, move } from '#tests/support/classroom.ts';
import { Factories, type TestPerson } from '#tests/support/factories.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';

let app: TestApp;
let make: Factories;
let organiser: TestPerson;
beforeAll(async () => {
  app = await startTestApp({ options: { rateLimitFactor: 100 } });
  make = new Factories(app);
  organiser = await make.makeOrganiser();
});
afterAll(() => app.close());

describe('a series', () => {
  test('is made once, however often the request is repeated', async () => {
    const clientId = randomUUID();
    const body = {
      clientId,
      title: '  Mỗi xã   một sản phẩm ',
      description: 'Mùa thu 2021',
      timeZone: 'Asia/Ho_Chi_Minh',
    };
    const create = () => dataOf<SeriesDto>(organiser.client.http('POST', '/api/series', body));

    const [first, second] = await Promise.all([create(), create()]);

    expect(first).toEqual({
      seriesId: clientId,
      title: 'Mỗi xã một sản phẩm',
      description: 'Mùa thu 2021',
      timeZone: 'Asia/Ho_Chi_Minh',
      archived: false,
      role: 'organiser',
      topics: [],
      sessions: [],
    });
    expect(second).toEqual(first);
    const path = `/api/series/${clientId}`;
    await dataOf(organiser.client.http('PATCH', path, { title: 'OCOP 2021' }));
    expect(await create()).toMatchObject({ title: 'OCOP 2021' });
    expect(
      await app.context.db.auditEntry.count({ where: { action: 'series.created', seriesId: clientId } }),
    ).toBe(1);
  });

  test("is not handed to somebody who repeats another's id", async () => {
    const { seriesId } = await make.makeSeries();
    const body = { clientId: seriesId, title: 'Khác', description: '', timeZone: 'UTC' };

    expect(await codeOf(organiser.client.http('POST', '/api/series', body))).toBe('conflict');
  });

  test('is listed for its people with their role, and for organisers all are', async () => {
    const series = await make.makeSeries({ topics: 2 });
    const trainer = await make.makeTrainer(series.seriesId);
    const learner = await make.makeLearner(series.seriesId);
    const next = await make.makeSession({ series, state: 'scheduled', title: 'Buổi 2' });
    const live = await make.makeSession({ series, state: 'live' });
    await make.makeSession({ series, state: 'ended' });
    await make.makeSeries();
    const list = async (person: TestPerson) =>
      (await dataOf<{ series: SeriesSummaryDto[] }>(person.client.http('GET', '/api/series'))).series;

    const summary = {
      seriesId: series.seriesId,
      topicCount: 2,
      sessionCount: 3,
      enrolledCount: 1,
      nextSession: { code: live.code, title: 'Buổi 1', state: 'live' },
      timeZone: 'Asia/Ho_Chi_Minh',
      archived: false,
    };
    expect(await list(trainer)).toMatchObject([{ ...summary, role: 'trainer' }]);
    expect(await list(learner)).toMatchObject([{ ...summary, role: 'learner' }]);
    const all = await list(organiser);
    expect(all.length).toBe(await app.context.db.series.count());
    expect(all.find(({ seriesId }) => seriesId === series.seriesId)).toMatchObject({
      ...summary,
      role: 'organiser',
    });

    await app.context.db.session.update({ where: { id: live.sessionId }, data: { state: 'ENDED' } });
    expect((await list(trainer))[0]?.nextSession).toMatchObject({ code: next.code, state: 'scheduled' });
    expect(await list(await make.makePerson())).toEqual([]);
  });

  test('cannot be archived while a session is on, and cannot be changed while it is archived', async () => {
    const room = await makeClassroom(make, { state: 'lobby' });
    const path = `/api/series/${room.series.seriesId}`;
    const archive = (archived: boolean) => organiser.client.http('POST', `${path}/archive`, { archived });
    expect(await codeOf(archive(true))).toBe('wrong_state');

    await dataOf(move(room, 'close_lobby'));
    expect(await dataOf<SeriesDto>(archive(true))).toMatchObject({ archived: true });
    expect(await dataOf<SeriesDto>(archive(true))).toMatchObject({ archived: true });

    const { client } = room.trainer;
    const refused = await Promise.all([
      codeOf(client.http('PATCH', path, { title: 'Khác' })),
      codeOf(client.http('POST', `${path}/topics`, { clientId: randomUUID(), title: 'A', description: '' })),
      codeOf(client.http('PUT', `${path}/topic-order`, { topicIds: [] })),
      codeOf(client.http('DELETE', `/api/topics/${room.series.topicIds[0]}`)),
      codeOf(client.http('PATCH', `/api/sessions/${room.session.sessionId}`, { title: 'Khác' })),
      codeOf(move(room, 'open_lobby')),
    ]);
    expect(refused).toEqual(Array(6).fill('wrong_state'));

    await dataOf(archive(false));
    await dataOf(move(room, 'open_lobby'));
  });
});

describe('topics', () => {
  test('are added at the end, put in order, renamed and taken away', async () => {
    const { series, session, trainer } = await makeClassroom(make, { state: 'scheduled' });
    const path = `/api/series/${series.seriesId}`;
    const clientId = randomUUID();
    const body = { clientId, title: 'Câu chuyện sản phẩm', description: 'Kể' };
    const create = () => dataOf<SeriesDto>(trainer.client.http('POST', `${path}/topics`, body));

    await create();
    const created = await create();
    expect(created.topics.map(({ topicId }) => topicId)).toEqual([...series.topicIds, clientId]);

    const order = [clientId, ...series.topicIds.toReversed()];
    const ordered = await dataOf<SeriesDto>(
      trainer.client.http('PUT', `${path}/topic-order`, { topicIds: order }),
    );
    expect(ordered.topics.map(({ topicId }) => topicId)).toEqual(order);

    const first = series.topicIds[0];
    const seen = await eventsDuring(app, session.sessionId, () =>
      dataOf(trainer.client.http('PATCH', `/api/topics/${first}`, { title: 'Bao bì' })),
    );
    expect(seen).toEqual(['changed']);
    const sessionPath = `/api/sessions/${session.sessionId}`;
    expect((await dataOf<SessionDto>(trainer.client.http('GET', sessionPath))).topics[0]?.title).toBe(
      'Bao bì',
    );

    const rest = await dataOf<SeriesDto>(trainer.client.http('DELETE', `/api/topics/${first}`));
    expect(rest.topics).toHaveLength(3);
    expect(rest.sessions[0]?.topics.map(({ topicId }) => topicId)).toEqual(series.topicIds.slice(1));
    expect(await codeOf(trainer.client.http('DELETE', `/api/topics/${first}`))).toBe('not_found');
  });

  test('keep their order when the order comes from a page that had not seen the newest', async () => {
    const { series, trainer } = await makeClassroom(make, { state: 'scheduled' });
    const [one, two, three] = series.topicIds;

    const path = `/api/series/${series.seriesId}/topic-order`;
    const ordered = await dataOf<SeriesDto>(trainer.client.http('PUT', path, { topicIds: [two, one] }));

    expect(ordered.topics.map(({ topicId }) => topicId)).toEqual([two, one, three]);
    const twice = trainer.client.http('PUT', path, { topicIds: [one, one] });
    expect(await codeOf(twice)).toBe('malformed');
    const foreign = (await make.makeSeries()).topicIds[0];
    expect(await codeOf(trainer.client.http('PUT', path, { topicIds: [foreign] }))).toBe('not_found');
  });

  test('that have run stay: attendance stands on them', async () => {
    const { series, trainer } = await makeClassroom(make, { state: 'ended' });

    const path = `/api/topics/${series.topicIds[0]}`;
    expect(await codeOf(trainer.client.http('DELETE', path))).toBe('wrong_state');
  });

  test('stay while a session that carries them is on', async () => {
    const room = await makeClassroom(make, { state: 'lobby' });
    const remove = () => room.trainer.client.http('DELETE', `/api/topics/${room.series.topicIds[2]}`);

    expect(await codeOf(remove())).toBe('wrong_state');
    await dataOf(move(room, 'close_lobby'));
    await dataOf(remove());
  });

  test('are at most a hundred in a series', async () => {
    const series = await make.makeSeries({ topics: 100 });
    const path = `/api/series/${series.seriesId}/topics`;

    const body = { clientId: randomUUID(), title: 'Một nữa', description: '' };
    expect(await errorOf(organiser.client.http('POST', path, body))).toEqual({
      code: 'limit_reached',
      details: { max: 100 },
    });
  });
});

describe('a session', () => {
  const times = { plannedStartsAt: '2026-12-01T08:30:00+07:00', plannedEndsAt: '2026-12-01T11:30:00+07:00' };

  test('is made once with a public code and its topics in order', async () => {
    const series = await make.makeSeries({ topics: 3 });
    const trainer = await make.makeTrainer(series.seriesId);
    const clientId = randomUUID();
    const topicIds = series.topicIds.toReversed();
    const body = { clientId, title: 'Buổi 1', topicIds, ...times };
    const create = () =>
      dataOf<SessionDto>(trainer.client.http('POST', `/api/series/${series.seriesId}/sessions`, body));

    const [session, again] = await Promise.all([create(), create()]);

    expect(session).toMatchObject({
      sessionId: clientId,
      seriesId: series.seriesId,
      state: 'scheduled',
      plannedStartsAt: '2026-12-01T01:30:00.000Z',
      plannedEndsAt: '2026-12-01T04:30:00.000Z',
      lobbyOpenedAt: null,
      runningTopicId: null,
      holdQuestions: false,
      lockedFeatures: [],
      slowModeSeconds: 0,
    });
    expect(session.code).toMatch(/^[a-z2-9]{10}$/u);
    expect(session.topics.map(({ topicId }) => topicId)).toEqual(topicIds);
    expect(again).toEqual(session);
  });

  test("carries no other series' topics, and ends after it starts", async () => {
    const series = await make.makeSeries();
    const foreign = await make.makeSeries();
    const path = `/api/series/${series.seriesId}/sessions`;
    const refuse = (over: object) =>
      errorOf(
        organiser.client.http('POST', path, {
          clientId: randomUUID(),
          title: 'Buổi',
          topicIds: series.topicIds,
          ...times,
          ...over,
        }),
      );

    expect(await refuse({ topicIds: [...series.topicIds, foreign.topicIds[0]] })).toEqual({
      code: 'not_found',
    });
    expect(await refuse({ topicIds: [series.topicIds[0], series.topicIds[0]] })).toMatchObject({
      code: 'malformed',
      details: { fields: ['topicIds'] },
    });
    expect(await refuse({ plannedEndsAt: times.plannedStartsAt })).toMatchObject({
      code: 'malformed',
      details: { fields: ['plannedEndsAt'] },
    });
    expect(await refuse({ plannedStartsAt: '0021-12-01T08:30:00Z' })).toMatchObject({
      details: { fields: ['plannedStartsAt'] },
    });
    expect(await app.context.db.session.count({ where: { seriesId: series.seriesId } })).toBe(0);
  });

  test('can be planned anew, but keeps the topics that have run', async () => {
    const room = await makeClassroom(make, { state: 'live' });
    const [ran, second, third] = room.series.topicIds;
    const change = (body: object) =>
      room.trainer.client.http('PATCH', `/api/sessions/${room.session.sessionId}`, body);

    const changed = await dataOf<SessionDto>(change({ title: 'Buổi bù', topicIds: [third, ran] }));
    expect(changed).toMatchObject({ title: 'Buổi bù', runningTopicId: ran });
    expect(changed.topics.map(({ topicId }) => topicId)).toEqual([third, ran]);
    expect(await codeOf(change({ topicIds: [second] }))).toBe('wrong_state');
    const early = { plannedEndsAt: '2001-01-01T00:00:00Z' };
    expect(await errorOf(change(early))).toMatchObject({ details: { fields: ['plannedEndsAt'] } });
  });

  test('can be deleted until its doors have opened', async () => {
    const room = await makeClassroom(make, { state: 'scheduled' });
    const opened = await makeClassroom(make, { state: 'scheduled' });
    await dataOf(move(opened, 'open_lobby'));
    await dataOf(move(opened, 'close_lobby'));
    const remove = ({ trainer, session }: Classroom) =>
      trainer.client.http('DELETE', `/api/sessions/${session.sessionId}`);

    await dataOf(remove(room));
    expect(await codeOf(remove(room))).toBe('not_found');
    expect(await codeOf(remove(opened))).toBe('wrong_state');
  });

  test('cannot be deleted once there is a record of it', async () => {
    const { trainer, session } = await makeClassroom(make, { state: 'scheduled' });
    await app.context.db.$transaction((tx) =>
      appendEvents(tx, session.sessionId, [{ kind: 'session.started', at: new Date(), data: {} }]),
    );
    const removing = trainer.client.http('DELETE', `/api/sessions/${session.sessionId}`);
    expect(await codeOf(removing)).toBe('has_record');
  });
});
