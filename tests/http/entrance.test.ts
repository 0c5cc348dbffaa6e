import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SignInDto } from '#shared/features/accounts.ts';
import type { EnrolmentDto, YouDto } from '#shared/features/enrolment.ts';
import { copyBrowser, makeAccount, openSignedIn, whoIs } from '#tests/support/accounts.ts';
import { codeOf, dataOf, errorOf } from '#tests/support/answers.ts';
import {
  enter,
  enterAs,
  listEnrolments,
  look,
  makePlace,
  pasted,
  pasteOne,
  renewLink,
} from '#tests/support/enrolments.ts';
import { Factories } from '#tests/support/factories.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';

let app: TestApp;
let make: Factories;
beforeAll(async () => {
  app = await startTestApp({ options: { rateLimitFactor: 100 } });
  make = new Factories(app);
});
afterAll(() => app.close());

describe('the page before the door', () => {
  test('shows a stranger what the session is, and asks who they are', async () => {
    const place = await makePlace(make);

    const entrance = await look(make.makeStranger(), place);

    expect(entrance).toMatchObject({ seriesTitle: 'Mỗi xã một sản phẩm', you: null, knownName: null });
    expect(entrance.session).toMatchObject({ code: place.session.code, state: 'live' });
  });

  test('knows everybody with a role, and offers the name of who has none here', async () => {
    const place = await makePlace(make);
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
    const place = await makePlace(make);
    const { client, you } = await enterAs(make, '  Nguyễn   Văn An ', place);

    expect(you).toMatchObject({ name: 'Nguyễn Văn An', role: 'learner', linkToken: expect.any(String) });
    expect((await look(client, place)).you).toEqual(you);

    const elsewhere = make.makeStranger();
    const back = await dataOf<{ you: YouDto }>(enter(elsewhere, place, { linkToken: you.linkToken }));
    expect(back.you).toEqual(you);
    await elsewhere.join(place.session.code);
    expect(await listEnrolments(place)).toMatchObject([{ name: 'Nguyễn Văn An', personId: you.personId }]);
  });

  test('again after a lost answer gives the same learner, not a second one', async () => {
    const place = await makePlace(make);
    const body = { clientId: randomUUID(), name: 'Lò Thị Mây' };

    const first = await dataOf<{ you: YouDto }>(enter(make.makeStranger(), place, body));
    const retry = make.makeStranger();
    const second = await dataOf<{ you: YouDto }>(enter(retry, place, body));

    expect(second).toEqual(first);
    expect(await whoIs(retry)).toMatchObject({ personId: first.you.personId });
    expect(await listEnrolments(place)).toHaveLength(1);
  });

  test('again does not get past a renewed link or a removal, and staff see nothing that would open it', async () => {
    const place = await makePlace(make);
    const body = { clientId: randomUUID(), name: 'Lò Thị Mây' };
    const { you } = await dataOf<{ you: YouDto }>(enter(make.makeStranger(), place, body));
    const [listed] = await listEnrolments(place);
    expect(JSON.stringify(listed)).not.toContain(body.clientId);

    const guessed = { clientId: listed?.enrolmentId, name: 'x' };
    const other = await dataOf<{ you: YouDto }>(enter(make.makeStranger(), place, guessed));
    expect(other.you.personId).not.toBe(you.personId);

    await dataOf(renewLink(place, listed?.enrolmentId ?? ''));
    expect(await codeOf(enter(make.makeStranger(), place, body))).toBe('link_invalid');
  });

  test('enrols somebody who is signed in as who they are', async () => {
    const place = await makePlace(make);
    const person = await make.makePerson({ name: 'Hà Thị Cầu' });
    const session = await dataOf<{ you: YouDto }>(
      enter(person.client, place, { clientId: randomUUID(), name: 'Tên Khác' }),
    );

    expect(session.you).toMatchObject({ personId: person.personId, name: 'Hà Thị Cầu', role: 'learner' });
    await person.client.join(place.session.code);
  });

  test('finds staff in already, and makes no learners of them', async () => {
    const place = await makePlace(make);
    const body = { clientId: randomUUID(), name: 'Tên Khác' };

    const { you } = await dataOf<{ you: YouDto }>(enter(place.trainer.client, place, body));

    expect(you).toMatchObject({ personId: place.trainer.personId, role: 'trainer' });
    expect(await listEnrolments(place)).toEqual([]);
  });

  test('leaves two browsers of one name two people', async () => {
    const place = await makePlace(make);
    const [one, two] = [
      await enterAs(make, 'Nguyễn Văn An', place),
      await enterAs(make, 'Nguyễn Văn An', place),
    ];

    expect(one.you.personId).not.toBe(two.you.personId);
  });

  test('is refused where the session or its series is put away', async () => {
    const series = await make.makeSeries();
    const session = await make.makeSession({ series, state: 'archived' });
    const place = { ...(await makePlace(make)), series, session };
    const body = { clientId: randomUUID(), name: 'An' };
    expect(await codeOf(enter(make.makeStranger(), place, body))).toBe('wrong_state');

    const other = await makePlace(make);
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
    const place = await makePlace(make);
    const { personId, linkToken } = await pasteOne(place, pasted('Giàng Thị Dợ'));
    const [phone, laptop] = [make.makeStranger(), make.makeStranger()];

    for (const client of [phone, laptop]) {
      const { you } = await dataOf<{ you: YouDto }>(enter(client, place, { linkToken }));
      expect(you).toEqual({ personId, name: 'Giàng Thị Dợ', role: 'learner', linkToken, asksDetails: false });
    }

    expect(phone.cookieHeader).not.toBe(laptop.cookieHeader);
    const { signIns } = await dataOf<{ signIns: SignInDto[] }>(phone.http('GET', '/api/account/sign-ins'));
    expect(signIns.map(({ origin }) => origin)).toEqual(['learner_link', 'learner_link']);
    const again = copyBrowser(app, phone);
    await dataOf(enter(phone, place, { linkToken }));
    expect(phone.cookieHeader).toBe(again.cookieHeader);
  });

  test('asks before it takes the place of somebody else, whom it then signs out', async () => {
    const place = await makePlace(make);
    const { linkToken } = await pasteOne(place, pasted('Giàng Thị Dợ'));
    const { client } = await enterAs(make, 'Nguyễn Văn An', place);
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
    const [place, other] = [await makePlace(make), await makePlace(make)];
    const { linkToken } = await pasteOne(place, pasted('Giàng Thị Dợ'));

    expect(await codeOf(enter(make.makeStranger(), other, { linkToken }))).toBe('link_invalid');
  });

  test('cannot be forged: a changed sign is an invalid link', async () => {
    const place = await makePlace(make);
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
    const place = await makePlace(make);
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
    const place = await makePlace(make);
    const { enrolmentId, linkToken } = await pasteOne(place, pasted('Giàng Thị Dợ'));
    const client = make.makeStranger();
    await dataOf(enter(client, place, { linkToken }));
    const page = await client.join(place.session.code);

    const renewed = await dataOf<EnrolmentDto>(renewLink(place, enrolmentId));

    expect(await page.waitForClose()).toBe('signed_out');
    expect(await whoIs(client)).toBeNull();
    expect(renewed.linkToken).not.toBe(linkToken);
    expect(await codeOf(enter(client, place, { linkToken }))).toBe('link_invalid');
    await dataOf(enter(client, place, { linkToken: renewed.linkToken }));
  });
});
