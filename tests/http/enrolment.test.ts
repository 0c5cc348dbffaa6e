import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SignInDto } from '#shared/features/accounts.ts';
import type { EnrolmentDto, YouDto } from '#shared/features/enrolment.ts';
import { copyBrowser, makeAccount, openSignedIn, whoIs } from '#tests/support/accounts.ts';
import { codeOf, dataOf, errorOf } from '#tests/support/answers.ts';
import { Factories, type TestPerson, type TestSeries, type TestSession } from '#tests/support/factories.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';
import type { TestClient } from '#tests/support/test-client.ts';

let app: TestApp;
let make: Factories;
beforeAll(async () => {
  app = await startTestApp({ options: { rateLimitFactor: 100 } });
  make = new Factories(app);
});
afterAll(() => app.close());

interface Place {
  series: TestSeries;
  session: TestSession;
  trainer: TestPerson;
  moderator: TestPerson;
}

async function makePlace(): Promise<Place> {
  const series = await make.makeSeries({ title: 'Mỗi xã một sản phẩm' });
  return {
    series,
    session: await make.makeSession({ series, state: 'live' }),
    trainer: await make.makeTrainer(series.seriesId),
    moderator: await make.makeModerator(series.seriesId),
  };
}

type Entrance = {
  you: YouDto | null;
  knownName: string | null;
  seriesTitle: string;
  session: { code: string };
};

function look(client: TestClient, { session }: Place): Promise<Entrance> {
  return dataOf<Entrance>(client.http('GET', `/api/rooms/${session.code}`));
}

function enter(client: TestClient, { session }: Place, body: object) {
  return client.http('POST', `/api/rooms/${session.code}/enter`, body);
}

async function enterAs(name: string, place: Place): Promise<{ client: TestClient; you: YouDto }> {
  const client = make.makeStranger();
  const { you } = await dataOf<{ you: YouDto }>(enter(client, place, { clientId: randomUUID(), name }));
  return { client, you };
}

interface Pasted {
  clientId: string;
  name: string;
  email: string | null;
  phone: string | null;
}

function pasted(name: string, over: Partial<Pasted> = {}): Pasted {
  return { clientId: randomUUID(), name, email: null, phone: null, ...over };
}

function paste({ series, trainer }: Place, learners: Pasted[]) {
  return trainer.client.http('POST', `/api/series/${series.seriesId}/enrolments`, { learners });
}

async function pasteOne(place: Place, learner: Pasted): Promise<EnrolmentDto> {
  const { enrolments } = await dataOf<{ enrolments: EnrolmentDto[] }>(paste(place, [learner]));
  if (!enrolments[0]) throw new Error('nobody was enrolled');
  return enrolments[0];
}

async function list({ series, moderator }: Place): Promise<EnrolmentDto[]> {
  const answer = moderator.client.http('GET', `/api/series/${series.seriesId}/enrolments`);
  return (await dataOf<{ enrolments: EnrolmentDto[] }>(answer)).enrolments;
}

function renew({ series, moderator }: Place, enrolmentId: string) {
  const path = `/api/series/${series.seriesId}/enrolments/${enrolmentId}/renew-link`;
  return moderator.client.http('POST', path, {});
}

function remove({ series, moderator }: Place, enrolmentId: string) {
  return moderator.client.http('DELETE', `/api/series/${series.seriesId}/enrolments/${enrolmentId}`);
}

describe('the page before the door', () => {
  test('shows a stranger what the session is, and asks who they are', async () => {
    const place = await makePlace();

    const entrance = await look(make.makeStranger(), place);

    expect(entrance).toMatchObject({ seriesTitle: 'Mỗi xã một sản phẩm', you: null, knownName: null });
    expect(entrance.session).toMatchObject({ code: place.session.code, state: 'live' });
  });

  test('knows everybody with a role, and offers the name of who has none here', async () => {
    const place = await makePlace();
    const other = await make.makePerson({ name: 'Sùng A Tủa' });
    const organiser = await make.makeOrganiser();

    expect((await look(place.trainer.client, place)).you).toMatchObject({ role: 'trainer', linkToken: null });
    expect((await look(place.moderator.client, place)).you).toMatchObject({ role: 'moderator' });
    expect((await look(organiser.client, place)).you).toMatchObject({ role: 'organiser' });
    expect(await look(other.client, place)).toMatchObject({ you: null, knownName: 'Sùng A Tủa' });
  });
});

describe('entering by name', () => {
  test('makes a learner who stays the same over reloads, and whose link brings them back without the cookie', async () => {
    const place = await makePlace();
    const { client, you } = await enterAs('  Nguyễn   Văn An ', place);

    expect(you).toMatchObject({ name: 'Nguyễn Văn An', role: 'learner', linkToken: expect.any(String) });
    expect((await look(client, place)).you).toEqual(you);

    const elsewhere = make.makeStranger();
    const back = await dataOf<{ you: YouDto }>(enter(elsewhere, place, { linkToken: you.linkToken }));
    expect(back.you).toEqual(you);
    await elsewhere.join(place.session.code);
    expect(await list(place)).toMatchObject([{ name: 'Nguyễn Văn An', personId: you.personId }]);
  });

  test('again after a lost answer gives the same learner, not a second one', async () => {
    const place = await makePlace();
    const body = { clientId: randomUUID(), name: 'Lò Thị Mây' };

    const first = await dataOf<{ you: YouDto }>(enter(make.makeStranger(), place, body));
    const retry = make.makeStranger();
    const second = await dataOf<{ you: YouDto }>(enter(retry, place, body));

    expect(second).toEqual(first);
    expect(await whoIs(retry)).toMatchObject({ personId: first.you.personId });
    expect(await list(place)).toHaveLength(1);
  });

  test('again does not get past a renewed link or a removal, and staff see nothing that would open it', async () => {
    const place = await makePlace();
    const body = { clientId: randomUUID(), name: 'Lò Thị Mây' };
    const { you } = await dataOf<{ you: YouDto }>(enter(make.makeStranger(), place, body));
    const [listed] = await list(place);
    expect(JSON.stringify(listed)).not.toContain(body.clientId);

    const guessed = { clientId: listed?.enrolmentId, name: 'x' };
    const other = await dataOf<{ you: YouDto }>(enter(make.makeStranger(), place, guessed));
    expect(other.you.personId).not.toBe(you.personId);

    await dataOf(renew(place, listed?.enrolmentId ?? ''));
    expect(await codeOf(enter(make.makeStranger(), place, body))).toBe('link_invalid');
  });

  test('enrols somebody who is signed in as who they are', async () => {
    const place = await makePlace();
    const person = await make.makePerson({ name: 'Hà Thị Cầu' });
    const session = await dataOf<{ you: YouDto }>(
      enter(person.client, place, { clientId: randomUUID(), name: 'Tên Khác' }),
    );

    expect(session.you).toMatchObject({ personId: person.personId, name: 'Hà Thị Cầu', role: 'learner' });
    await person.client.join(place.session.code);
  });

  test('finds staff in already, and makes no learners of them', async () => {
    const place = await makePlace();
    const body = { clientId: randomUUID(), name: 'Tên Khác' };

    const { you } = await dataOf<{ you: YouDto }>(enter(place.trainer.client, place, body));

    expect(you).toMatchObject({ personId: place.trainer.personId, role: 'trainer' });
    expect(await list(place)).toEqual([]);
  });

  test('leaves two browsers of one name two people', async () => {
    const place = await makePlace();
    const [one, two] = [await enterAs('Nguyễn Văn An', place), await enterAs('Nguyễn Văn An', place)];

    expect(one.you.personId).not.toBe(two.you.personId);
  });

  test('is refused where the session or its series is put away', async () => {
    const series = await make.makeSeries();
    const session = await make.makeSession({ series, state: 'archived' });
    const place = { ...(await makePlace()), series, session };
    const body = { clientId: randomUUID(), name: 'An' };
    expect(await codeOf(enter(make.makeStranger(), place, body))).toBe('wrong_state');

    const other = await makePlace();
    const before = await app.context.db.person.count();
    await app.context.db.series.update({
      where: { id: other.series.seriesId },
      data: { archivedAt: new Date() },
    });
    expect(await codeOf(enter(make.makeStranger(), other, body))).toBe('wrong_state');
    expect(await app.context.db.person.count()).toBe(before);
  });
});

describe('a personal link', () => {
  test('signs its learner in on any device, each time under a token of its own', async () => {
    const place = await makePlace();
    const { personId, linkToken } = await pasteOne(place, pasted('Giàng Thị Dợ'));
    const [phone, laptop] = [make.makeStranger(), make.makeStranger()];

    for (const client of [phone, laptop]) {
      const { you } = await dataOf<{ you: YouDto }>(enter(client, place, { linkToken }));
      expect(you).toEqual({ personId, name: 'Giàng Thị Dợ', role: 'learner', linkToken });
    }

    expect(phone.cookieHeader).not.toBe(laptop.cookieHeader);
    const { signIns } = await dataOf<{ signIns: SignInDto[] }>(phone.http('GET', '/api/account/sign-ins'));
    expect(signIns.map(({ origin }) => origin)).toEqual(['learner_link', 'learner_link']);
    const again = copyBrowser(app, phone);
    await dataOf(enter(phone, place, { linkToken }));
    expect(phone.cookieHeader).toBe(again.cookieHeader);
  });

  test('asks before it takes the place of somebody else, whom it then signs out', async () => {
    const place = await makePlace();
    const { linkToken } = await pasteOne(place, pasted('Giàng Thị Dợ'));
    const { client } = await enterAs('Nguyễn Văn An', place);
    const copied = copyBrowser(app, client);

    expect(await errorOf(enter(client, place, { linkToken }))).toEqual({
      code: 'link_of_other_person',
      details: { name: 'Giàng Thị Dợ' },
    });
    expect(await whoIs(client)).toMatchObject({ name: 'Nguyễn Văn An' });

    await dataOf(enter(client, place, { linkToken, replace: true }));
    expect(await whoIs(client)).toMatchObject({ name: 'Giàng Thị Dợ' });
    expect(await whoIs(copied)).toBeNull();
  });

  test('opens no other series, not even by the same code of letters', async () => {
    const [place, other] = [await makePlace(), await makePlace()];
    const { linkToken } = await pasteOne(place, pasted('Giàng Thị Dợ'));

    expect(await codeOf(enter(make.makeStranger(), other, { linkToken }))).toBe('link_invalid');
  });

  test('cannot be forged: a changed sign is an invalid link', async () => {
    const place = await makePlace();
    const { linkToken } = await pasteOne(place, pasted('Giàng Thị Dợ'));

    for (const at of [0, 10, 25, 40]) {
      const sign = linkToken[at] === 'A' ? 'B' : 'A';
      const forged = linkToken.slice(0, at) + sign + linkToken.slice(at + 1);
      expect(await codeOf(enter(make.makeStranger(), place, { linkToken: forged })), `at ${at}`).toBe(
        'link_invalid',
      );
    }
  });

  test('never carries the rights of an account: who has a password signs in with it', async () => {
    const place = await makePlace();
    const account = await makeAccount(app, { platformRole: 'ORGANISER' });
    const { linkToken, personId } = await pasteOne(place, pasted('Ai đó', { email: account.email }));
    expect(personId).toBe(account.personId);

    const stranger = make.makeStranger();
    expect(await codeOf(enter(stranger, place, { linkToken }))).toBe('not_signed_in');
    expect(await whoIs(stranger)).toBeNull();

    const own = await openSignedIn(app, account);
    const { you } = await dataOf<{ you: YouDto }>(enter(own, place, { linkToken }));
    expect(you).toMatchObject({ personId: account.personId, linkToken: null });
  });

  test('that was renewed is dead at once, with everybody who is in by it', async () => {
    const place = await makePlace();
    const { enrolmentId, linkToken } = await pasteOne(place, pasted('Giàng Thị Dợ'));
    const client = make.makeStranger();
    await dataOf(enter(client, place, { linkToken }));
    const page = await client.join(place.session.code);

    const renewed = await dataOf<EnrolmentDto>(renew(place, enrolmentId));

    expect(await page.waitForClose()).toBe('signed_out');
    expect(await whoIs(client)).toBeNull();
    expect(renewed.linkToken).not.toBe(linkToken);
    expect(await codeOf(enter(client, place, { linkToken }))).toBe('link_invalid');
    await dataOf(enter(client, place, { linkToken: renewed.linkToken }));
  });
});

describe('a learner who is taken out', () => {
  test('is out of the room at once and cannot come back as who they were', async () => {
    const place = await makePlace();
    const { client, you } = await enterAs('Nguyễn Văn An', place);
    const page = await client.join(place.session.code);
    const [enrolment] = await list(place);

    await dataOf(remove(place, enrolment?.enrolmentId ?? ''));

    expect(await page.waitForClose()).toBe('removed');
    expect((await look(client, place)).you).toBeNull();
    expect(await codeOf(enter(client, place, { linkToken: you.linkToken }))).toBe('link_invalid');
    const body = { clientId: randomUUID(), name: 'Nguyễn Văn An' };
    expect(await codeOf(enter(client, place, body))).toBe('link_invalid');
    expect(await list(place)).toEqual([]);
    expect(await codeOf(remove(place, enrolment?.enrolmentId ?? ''))).toBe('not_found');
  });

  test('comes back when staff enrol them again, by a new link', async () => {
    const place = await makePlace();
    const email = `${randomUUID()}@example.vn`;
    const first = await pasteOne(place, pasted('Giàng Thị Dợ', { email }));
    await dataOf(remove(place, first.enrolmentId));

    const again = await pasteOne(place, pasted('Giàng Thị Dợ', { email }));

    expect(again).toMatchObject({ personId: first.personId, enrolmentId: first.enrolmentId });
    expect(again.linkToken).not.toBe(first.linkToken);
    expect(await codeOf(enter(make.makeStranger(), place, { linkToken: first.linkToken }))).toBe(
      'link_invalid',
    );
    await dataOf(enter(make.makeStranger(), place, { linkToken: again.linkToken }));
  });

  test('belongs to the series that takes them out', async () => {
    const [place, other] = [await makePlace(), await makePlace()];
    const { enrolmentId } = await pasteOne(place, pasted('Giàng Thị Dợ'));

    expect(await codeOf(remove(other, enrolmentId))).toBe('not_found');
    expect(await codeOf(renew(other, enrolmentId))).toBe('not_found');
    expect(await list(place)).toHaveLength(1);
  });
});

describe('a pasted list', () => {
  test('is enrolled once, however often it is sent', async () => {
    const place = await makePlace();
    const learners = Array.from({ length: 450 }, (_, index) =>
      pasted(`Học viên ${index}`, index % 2 ? { phone: `09${String(10_000_000 + index)}` } : {}),
    );

    const [first, second] = await Promise.all([
      dataOf<{ enrolments: EnrolmentDto[] }>(paste(place, learners)),
      dataOf<{ enrolments: EnrolmentDto[] }>(paste(place, learners)),
    ]);

    expect(first.enrolments).toHaveLength(450);
    expect(new Set(first.enrolments.map(({ personId }) => personId)).size).toBe(450);
    const ids = ({ enrolments }: typeof first) => enrolments.map(({ enrolmentId }) => enrolmentId).sort();
    expect(ids(second)).toEqual(ids(first));
    const { series } = place;
    const audit = { seriesId: series.seriesId, action: 'learners.enrolled' };
    expect(await app.context.db.auditEntry.count({ where: audit })).toBe(1);
  });

  test('recognises people by e-mail address and phone number, over series and within itself', async () => {
    const [place, other] = [await makePlace(), await makePlace()];
    const email = `${randomUUID()}@example.vn`;
    const known = await pasteOne(place, pasted('Đặng Thị Hoà', { email, phone: '0387 000 111' }));

    const answer = await dataOf<{ enrolments: EnrolmentDto[] }>(
      paste(other, [
        pasted('Dang Thi Hoa', { email: email.toUpperCase() }),
        pasted('Chị Hoà', { phone: '+84387000111' }),
        pasted('Đặng Thị Hoà'),
      ]),
    );

    expect(answer.enrolments).toHaveLength(2);
    const recognised = answer.enrolments.find(({ personId }) => personId === known.personId);
    expect(recognised).toMatchObject({ name: 'Đặng Thị Hoà', email, phone: '+84387000111' });
  });

  test('completes what is known of a learner, and leaves alone what somebody signs in with', async () => {
    const place = await makePlace();
    const email = `${randomUUID()}@example.vn`;
    await pasteOne(place, pasted('Vừ Mí Sính', { email }));
    const account = await makeAccount(app);
    await app.context.db.person.update({ where: { id: account.personId }, data: { phone: null } });

    const learner = await pasteOne(place, pasted('Vừ Mí Sính', { email, phone: '0977000222' }));
    const owner = await pasteOne(place, pasted('Khác', { email: account.email, phone: '0977000333' }));

    expect(learner.phone).toBe('+84977000222');
    expect(owner).toMatchObject({ personId: account.personId, name: account.name, phone: null });
  });

  test('names the line whose address and number belong to two people, and enrols nobody of it', async () => {
    const place = await makePlace();
    const email = `${randomUUID()}@example.vn`;
    await pasteOne(place, pasted('Người một', { email }));
    await pasteOne(place, pasted('Người hai', { phone: '0966000111' }));

    const answer = paste(place, [pasted('Người ba'), pasted('Người bốn', { email, phone: '0966000111' })]);

    expect(await errorOf(answer)).toEqual({ code: 'malformed', details: { fields: ['learners.1.phone'] } });
    expect(await list(place)).toHaveLength(2);
  });

  test('of two series pasted at once makes one person of one address', async () => {
    const [one, two] = [await makePlace(), await makePlace()];
    const email = `${randomUUID()}@example.vn`;

    const [first, second] = await Promise.all([
      pasteOne(one, pasted('Lê Văn Tám', { email })),
      pasteOne(two, pasted('Lê Văn Tám', { email })),
    ]);

    expect(second.personId).toBe(first.personId);
  });

  test('is shown in the order of Vietnamese lists, by given name', async () => {
    const place = await makePlace();
    await dataOf(
      paste(
        place,
        ['Trần Văn Bình', 'Dương Văn An', 'Đỗ Thị Đào', 'Lê Thị Ân'].map((name) => pasted(name)),
      ),
    );

    expect((await list(place)).map(({ name }) => name)).toEqual([
      'Dương Văn An',
      'Lê Thị Ân',
      'Trần Văn Bình',
      'Đỗ Thị Đào',
    ]);
  });
});
