import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ack, protocolVersion } from '#shared/contract.ts';
import type { SessionDto } from '#shared/features/catalog.ts';
import type { YouDto } from '#shared/features/enrolment.ts';
import type { WaitingDto } from '#shared/features/order.ts';
import type { Admission } from '#shared/session-door.ts';
import { codeOf, dataOf } from '#tests/support/answers.ts';
import { type Classroom, makeClassroom, move } from '#tests/support/classroom.ts';
import { Factories, type TestPerson } from '#tests/support/factories.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';
import type { TestClient, TestPage } from '#tests/support/test-client.ts';

let app: TestApp;
let make: Factories;

beforeAll(async () => {
  app = await startTestApp({ options: { rateLimitFactor: 1_000 } });
  make = new Factories(app);
});
afterAll(() => app.close());

function setDoor({ trainer, session }: Classroom, door: { locked?: boolean; admission?: Admission }) {
  return dataOf<SessionDto>(trainer.client.http('POST', `/api/sessions/${session.sessionId}/door`, door));
}

function admit({ trainer, session }: Classroom, personIds?: string[]) {
  const body = personIds ? { personIds } : {};
  return dataOf<{ admitted: number }>(
    trainer.client.http('POST', `/api/sessions/${session.sessionId}/admit`, body),
  );
}

async function knock(client: TestClient, code: string): Promise<{ page: TestPage; ack: Ack<unknown> }> {
  const page = await client.openPage();
  return { page, ack: await knockAgain(page, code) };
}

function knockAgain(page: TestPage, code: string): Promise<Ack<unknown>> {
  return page.requestRaw('room:join', { protocolVersion, code, position: null, pageId: page.pageId });
}

async function makeNewcomer(code: string, name: string): Promise<{ client: TestClient; you: YouDto }> {
  const client = make.makeStranger();
  const { you } = await dataOf<{ you: YouDto }>(
    client.http('POST', `/api/rooms/${code}/enter`, { clientId: randomUUID(), name }),
  );
  return { client, you };
}

function waitForOpening(page: TestPage): Promise<{ spreadMs: number }> {
  return new Promise((resolve) => page.socket.once('door:opened', resolve));
}

const waits = { ok: false, error: { code: 'waiting', details: { since: expect.any(String) } } };
const locked = { ok: false, error: { code: 'room_locked' } };

describe('a locked room', () => {
  it('lets back in whoever was in and staff, and nobody new; unlocking calls those before it (R47)', async () => {
    const classroom = await makeClassroom(make);
    const { session, series } = classroom;
    const [early, late] = [await make.makeLearner(series.seriesId), await make.makeLearner(series.seriesId)];
    await early.client.join(session.code);

    expect(await setDoor(classroom, { locked: true })).toMatchObject({ doorLocked: true, admission: 'open' });

    early.client.close();
    expect((await early.client.join(session.code)).joined?.you.personId).toBe(early.personId);
    const moderator = await make.makeModerator(series.seriesId);
    expect((await moderator.client.join(session.code)).joined?.you.role).toBe('moderator');
    const { page, ack } = await knock(late.client, session.code);
    expect(ack).toEqual(locked);
    // Nor is anybody new enrolled at its door.
    const stranger = make.makeStranger();
    const enter = stranger.http('POST', `/api/rooms/${session.code}/enter`, {
      clientId: randomUUID(),
      name: 'Người lạ',
    });
    expect(await codeOf(enter)).toBe('room_locked');

    const opening = waitForOpening(page);
    await setDoor(classroom, { locked: false });
    await opening;
    expect(await knockAgain(page, session.code)).toMatchObject({ ok: true });
    for (const person of [early, late, moderator]) person.client.close();
  });

  it('knows who was in before the doors opened, although no presence is recorded then', async () => {
    const classroom = await makeClassroom(make, { state: 'scheduled' });
    const { session, series } = classroom;
    const early = await make.makeLearner(series.seriesId);
    await early.client.join(session.code);
    await setDoor(classroom, { locked: true });
    early.client.close();
    await move(classroom, 'open_lobby');
    expect((await early.client.join(session.code)).snapshot.session.state).toBe('lobby');
    early.client.close();
  });
});

describe('the lobby', () => {
  it('lets nobody who waits, or finds it locked, read over HTTP what is said inside (R48)', async () => {
    const classroom = await makeClassroom(make);
    const { session, trainer, series } = classroom;
    const inside = await make.makeLearner(series.seriesId);
    await inside.client.join(session.code);
    await setDoor(classroom, { admission: 'everybody_waits' });
    const waiting = await make.makeLearner(series.seriesId);
    await knock(waiting.client, session.code);
    const path = `/api/sessions/${session.sessionId}`;
    const read = ({ client }: TestPerson, what: string) => client.http('GET', what);
    const ways = [
      `${path}/captions?language=vi`,
      `${path}/caption-tracks`,
      `/files/sessions/${session.sessionId}/captions.vtt?language=vi`,
    ];
    for (const way of ways) {
      expect(await codeOf(read(waiting, way))).toBe('not_allowed');
      for (const person of [inside, trainer]) expect((await read(person, way)).status).toBe(200);
    }
    await setDoor(classroom, { locked: true });
    expect(await codeOf(read(waiting, `${path}/captions?language=vi`))).toBe('room_locked');
    await move(classroom, 'end');
    expect((await read(waiting, `${path}/captions?language=vi`)).status).toBe(200);
    for (const { client } of [inside, waiting]) client.close();
  });

  it('keeps newcomers at the door: no news, no media, not counted, and staff see who waits since when (R48)', async () => {
    const classroom = await makeClassroom(make);
    const { session, trainer, series } = classroom;
    const stage = await trainer.client.join(session.code);
    await setDoor(classroom, { admission: 'everybody_waits' });
    const learner = await make.makeLearner(series.seriesId, 'Vũ Thị Chờ');
    const { page, ack } = await knock(learner.client, session.code);
    expect(ack).toEqual(waits);

    const { waiting } = await stage.waitFor('waiting:changed', (news) => news.waiting.count === 1);
    expect(waiting.people).toEqual([
      { personId: learner.personId, name: 'Vũ Thị Chờ', since: expect.any(String), isHere: true },
    ]);
    for (const [name, input] of [
      ['media:open_receive', { epoch: 0 }],
      ['question:ask', { clientId: randomUUID(), body: 'Cho tôi vào', anonymous: false }],
    ] as const)
      expect(await page.requestRaw(name, input)).toEqual({ ok: false, error: { code: 'not_joined' } });
    await stage.request('question:ask', { clientId: randomUUID(), body: 'Nghe rõ không?', anonymous: false });
    await stage.waitFor('question:staff_changed');
    expect(page.news).toEqual([]);
    expect(app.live.rooms.find(session.sessionId)?.presence().learners).toBe(0);
    const { db } = app.context;
    expect(await db.presenceInterval.count({ where: { personId: learner.personId } })).toBe(0);
    stage.close();
    page.close();
  });

  it('lets in one, and then all; whoever was let in comes and goes as they like (R48)', async () => {
    const classroom = await makeClassroom(make);
    const { session, trainer } = classroom;
    const stage = await trainer.client.join(session.code);
    await setDoor(classroom, { admission: 'everybody_waits' });
    const people = await Promise.all(
      ['Một', 'Hai', 'Ba', 'Bốn'].map((name) => makeNewcomer(session.code, name)),
    );
    const knocks = [];
    for (const { client } of people) knocks.push(await knock(client, session.code));
    const pages = knocks.map(({ page }) => page);
    const [first, ...others] = pages;
    const openings = pages.map(waitForOpening);

    expect(await admit(classroom, [people[0]?.you.personId ?? ''])).toEqual({ admitted: 1 });
    expect(await openings[0]).toEqual({ spreadMs: 0 });
    expect(first && (await knockAgain(first, session.code))).toMatchObject({ ok: true });
    for (const page of others) expect(await knockAgain(page, session.code)).toEqual(waits);

    expect(await admit(classroom)).toEqual({ admitted: 3 });
    await Promise.all(openings);
    for (const page of others) expect(await knockAgain(page, session.code)).toMatchObject({ ok: true });
    expect(await admit(classroom)).toEqual({ admitted: 0 });
    await stage.waitFor('waiting:changed', ({ waiting }) => waiting.count === 0);
    await stage.waitFor('presence:changed', ({ presence }) => presence.learners === 4);

    for (const { client } of people) client.close();
    for (const { client } of people)
      expect((await client.join(session.code)).joined?.you.role).toBe('learner');
    for (const { client } of people) client.close();
    stage.close();
  });

  it('keeps the place in line over reconnects, and says who is gone from the door', async () => {
    const classroom = await makeClassroom(make);
    const { session, trainer } = classroom;
    await setDoor(classroom, { admission: 'everybody_waits' });
    const [first, second] = [
      await makeNewcomer(session.code, 'An'),
      await makeNewcomer(session.code, 'Bình'),
    ];
    const knocked = await knock(first.client, session.code);
    await knock(second.client, session.code);
    const stage = await trainer.client.join(session.code);
    first.client.close();
    await stage.waitFor('waiting:changed', ({ waiting }) => waiting.people[0]?.isHere === false);

    const again = await knock(first.client, session.code);
    expect(again.ack).toEqual(knocked.ack);
    await stage.waitFor(
      'waiting:changed',
      ({ waiting }) =>
        waiting.people.map(({ name, isHere }) => `${name} ${isHere}`).join() === 'An true,Bình true',
    );
    for (const client of [first.client, second.client, trainer.client]) client.close();
  });

  it('may let those straight in whom staff have on their list', async () => {
    const classroom = await makeClassroom(make);
    const { session, series } = classroom;
    await setDoor(classroom, { admission: 'newcomers_wait' });
    const listed = await make.makeLearner(series.seriesId);
    const newcomer = await makeNewcomer(session.code, 'Khách');
    expect((await listed.client.join(session.code)).joined?.you.role).toBe('learner');
    const { page, ack } = await knock(newcomer.client, session.code);
    expect(ack).toEqual(waits);
    const opening = waitForOpening(page);
    // Opening the door to all lets in those who wait.
    await setDoor(classroom, { admission: 'open' });
    await opening;
    expect(await knockAgain(page, session.code)).toMatchObject({ ok: true });
    await setDoor(classroom, { admission: 'everybody_waits' });
    newcomer.client.close();
    expect((await knock(newcomer.client, session.code)).ack).toMatchObject({ ok: true });
    for (const client of [listed.client, newcomer.client]) client.close();
  });

  it('refuses: the page is told and sent away, and finds the door shut (R46)', async () => {
    const classroom = await makeClassroom(make);
    const { session, trainer } = classroom;
    await setDoor(classroom, { admission: 'everybody_waits' });
    const { client, you } = await makeNewcomer(session.code, 'Kẻ quấy rối');
    const { page } = await knock(client, session.code);
    await dataOf(
      trainer.client.http('POST', `/api/sessions/${session.sessionId}/exclusions`, {
        personId: you.personId,
        kind: 'refused',
        reason: 'false_name',
        note: '',
      }),
    );
    expect(await page.waitForClose()).toBe('refused');
    expect((await knock(client, session.code)).ack).toEqual({ ok: false, error: { code: 'refused' } });
    client.close();
  });

  it('ends with the session: whoever waited sees how it ended', async () => {
    const classroom = await makeClassroom(make);
    const { session } = classroom;
    await setDoor(classroom, { admission: 'everybody_waits' });
    const { client } = await makeNewcomer(session.code, 'Tới muộn');
    const { page } = await knock(client, session.code);
    const opening = waitForOpening(page);
    await move(classroom, 'end');
    await opening;
    expect(await knockAgain(page, session.code)).toMatchObject({ ok: true });
    client.close();
  });

  it('sends away whoever signs out or is taken out of the series while they wait', async () => {
    const classroom = await makeClassroom(make);
    const { session, trainer, series } = classroom;
    await setDoor(classroom, { admission: 'everybody_waits' });
    const [leaving, removed] = [
      await makeNewcomer(session.code, 'Ra'),
      await makeNewcomer(session.code, 'Gỡ'),
    ];
    const pages = [await knock(leaving.client, session.code), await knock(removed.client, session.code)].map(
      ({ page }) => page,
    );
    await dataOf(leaving.client.http('POST', '/api/sign-out', {}));
    const enrolment = await app.context.db.enrolment.findFirstOrThrow({
      where: { personId: removed.you.personId },
    });
    await dataOf(trainer.client.http('DELETE', `/api/series/${series.seriesId}/enrolments/${enrolment.id}`));
    expect(await pages[0]?.waitForClose()).toBe('signed_out');
    expect(await pages[1]?.waitForClose()).toBe('removed');
  });
});

it('three hundred who wait are one list of fifty and a number to staff, at most once a second (R48)', async () => {
  const classroom = await makeClassroom(make);
  const { session, trainer, series } = classroom;
  const stage = await trainer.client.join(session.code);
  await setDoor(classroom, { admission: 'everybody_waits' });
  const learners: TestPerson[] = [];
  for (let count = 0; count < 300; count += 1) learners.push(await make.makeLearner(series.seriesId));
  const startedAt = performance.now();
  // Few enough at once that nobody is asked to stand in the line before the room.
  for (let from = 0; from < learners.length; from += 10)
    await Promise.all(learners.slice(from, from + 10).map(({ client }) => knock(client, session.code)));
  await stage.waitFor('waiting:changed', ({ waiting }) => waiting.count === 300);
  const seconds = (performance.now() - startedAt) / 1_000;

  const told = stage.news.filter(({ name }) => name === 'waiting:changed');
  expect(told.length).toBeLessThanOrEqual(Math.ceil(seconds) + 1);
  const last = told.at(-1)?.data as { waiting: WaitingDto };
  expect(last.waiting.people).toHaveLength(50);

  expect(await admit(classroom)).toEqual({ admitted: 300 });
  await stage.waitFor('waiting:changed', ({ waiting }) => waiting.count === 0);
  for (const { client } of [...learners, trainer]) client.close();
});

it('a class that comes in at once is told to staff as differences, each name once (R9, R49)', async () => {
  const { session, trainer, series } = await makeClassroom(make);
  const stage = await trainer.client.join(session.code);
  const learners: TestPerson[] = [];
  for (let count = 0; count < 100; count += 1) learners.push(await make.makeLearner(series.seriesId));
  const pages = await Promise.all(learners.map(({ client }) => client.join(session.code)));
  await stage.waitFor('presence:changed', ({ presence }) => presence.learners === 100);
  await expect.poll(() => namesTold(stage).size).toBe(101);

  const told = stage.news.flatMap(({ name, data }) =>
    name === 'people:changed' ? (data as { came: unknown[] }).came : [],
  );
  expect(told.length).toBeLessThanOrEqual(110);
  for (const page of pages) expect(page.news.some(({ name }) => name === 'people:changed')).toBe(false);
  expect(pages[0]?.snapshot.order).toBeNull();
  const second = await make.makeModerator(series.seriesId);
  expect((await second.client.join(session.code)).snapshot.order?.people).toHaveLength(102);
  for (const { client } of [...learners, trainer, second]) client.close();
});

function namesTold(stage: TestPage): Set<string> {
  return new Set(
    stage.news.flatMap(({ name, data }) =>
      name === 'people:changed'
        ? (data as { came: { personId: string }[] }).came.map(({ personId }) => personId)
        : [],
    ),
  );
}
