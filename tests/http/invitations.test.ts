import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { InvitationDto, MeDto, StaffDto } from '#shared/features/accounts.ts';
import { goodPassword, makeAccount, openSignedIn, signIn, whoIs } from '#tests/support/accounts.ts';
import { codeOf, dataOf, errorOf } from '#tests/support/answers.ts';
import { Factories, type TestPerson, type TestSeries } from '#tests/support/factories.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';
import type { TestClient } from '#tests/support/test-client.ts';

let app: TestApp;
let make: Factories;
let organiser: TestPerson;
let series: TestSeries;
beforeAll(async () => {
  app = await startTestApp({ options: { rateLimitFactor: 100 } });
  make = new Factories(app);
  organiser = await make.makeOrganiser('Trần Thị Mai');
  series = await make.makeSeries({ title: 'Mỗi xã một sản phẩm' });
});
afterAll(() => app.close());

type Kind = 'trainer' | 'moderator';
type Created = { invitation: InvitationDto; url: string };

async function invite(kind: Kind, seriesId = series.seriesId): Promise<Created & { token: string }> {
  const path = `/api/series/${seriesId}/invitations`;
  const created = await dataOf<Created>(organiser.client.http('POST', path, { kind, note: 'Chị Lan' }));
  return { ...created, token: new URL(created.url).hash.slice(1) };
}

let count = 0;
function newAccount(over: object = {}) {
  count += 1;
  return {
    name: 'Phạm Thị Lan',
    email: `lan-${count}@example.vn`,
    phone: null,
    password: goodPassword,
    ...over,
  };
}

function accept(client: TestClient, token: string, account?: object) {
  return client.http('POST', '/api/invitations/accept', { token, ...(account && { account }) });
}

async function roleOf(personId: string): Promise<string | undefined> {
  const path = `/api/series/${series.seriesId}/staff`;
  const { staff } = await dataOf<{ staff: StaffDto[] }>(organiser.client.http('GET', path));
  return staff.find((person) => person.personId === personId)?.role;
}

describe('an invitation', () => {
  test('is a link whose secret the server is never sent and does not keep', async () => {
    const { url, token, invitation } = await invite('trainer');

    expect(new URL(url)).toMatchObject({ origin: app.url, pathname: '/invitation', search: '' });
    expect(token).toMatch(/^[\w-]{43}$/u);
    expect(invitation).toMatchObject({ kind: 'trainer', note: 'Chị Lan', state: 'open' });
    const days = (Date.parse(invitation.expiresAt) - Date.parse(invitation.createdAt)) / 86_400_000;
    expect(days).toBe(14);
    expect(JSON.stringify(await app.context.db.invitation.findMany())).not.toContain(token);
  });

  test('says what it is for, and makes a new person a trainer of that series alone', async () => {
    const { token, invitation } = await invite('trainer');
    const client = make.makeStranger();

    const read = client.http('POST', '/api/invitations/read', { token });
    expect(await dataOf(read)).toEqual({ kind: 'trainer', seriesTitle: 'Mỗi xã một sản phẩm' });

    const accepted = await dataOf<{ me: MeDto; seriesId: string }>(accept(client, token, newAccount()));
    expect(accepted).toMatchObject({
      me: { name: 'Phạm Thị Lan', platformRole: 'none', hasPassword: true },
      seriesId: series.seriesId,
    });
    expect(await roleOf(accepted.me.personId)).toBe('trainer');
    await dataOf(client.http('GET', `/api/series/${series.seriesId}`));
    const other = await make.makeSeries();
    expect(await codeOf(client.http('GET', `/api/series/${other.seriesId}`))).toBe('not_found');
    await dataOf(signIn(make.makeStranger(), accepted.me.email ?? ''));

    const path = `/api/series/${series.seriesId}/staff`;
    const { invitations } = await dataOf<{ invitations: InvitationDto[] }>(
      organiser.client.http('GET', path),
    );
    expect(invitations.find((listed) => listed.invitationId === invitation.invitationId)?.state).toBe(
      'accepted',
    );
  });

  test('works once: of two who open it at once, one gets in and no person is left of the other', async () => {
    const { token } = await invite('trainer');
    const [one, two] = [newAccount(), newAccount()];

    const answers = await Promise.all([
      accept(make.makeStranger(), token, one),
      accept(make.makeStranger(), token, two),
    ]);

    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 410]);
    const people = await app.context.db.person.count({ where: { email: { in: [one.email, two.email] } } });
    expect(people).toBe(1);
    expect(await codeOf(accept(make.makeStranger(), token, newAccount()))).toBe('link_invalid');
  });

  test('means nothing once it is revoked or has expired', async () => {
    const [revoked, expired] = [await invite('trainer'), await invite('moderator')];
    const path = `/api/series/${series.seriesId}/invitations/${revoked.invitation.invitationId}`;
    await dataOf(organiser.client.http('DELETE', path));
    await dataOf(organiser.client.http('DELETE', path));
    await app.context.db.invitation.update({
      where: { id: expired.invitation.invitationId },
      data: { expiresAt: new Date(Date.now() - 1_000) },
    });

    for (const { token } of [revoked, expired]) {
      const client = make.makeStranger();
      expect(await codeOf(client.http('POST', '/api/invitations/read', { token }))).toBe('link_invalid');
      expect(await codeOf(accept(client, token, newAccount()))).toBe('link_invalid');
    }
  });

  test('can be taken back only through the series that it is for', async () => {
    const { invitation } = await invite('trainer');
    const other = await make.makeSeries();

    const path = `/api/series/${other.seriesId}/invitations/${invitation.invitationId}`;
    expect(await codeOf(organiser.client.http('DELETE', path))).toBe('not_found');
    const direct = `/api/invitations/${invitation.invitationId}`;
    expect(await codeOf(organiser.client.http('DELETE', direct))).toBe('not_found');
  });

  test('is refused for a series that is archived', async () => {
    const archived = await make.makeSeries();
    const path = `/api/series/${archived.seriesId}`;
    await dataOf(organiser.client.http('POST', `${path}/archive`, { archived: true }));

    const body = { kind: 'trainer', note: '' };
    expect(await codeOf(organiser.client.http('POST', `${path}/invitations`, body))).toBe('wrong_state');
  });
});

describe('whoever accepts', () => {
  test('takes the role on as who they are when they are signed in with a password, under a new token', async () => {
    const account = await makeAccount(app);
    const client = await openSignedIn(app, account);
    const before = client.cookieHeader;
    const { token } = await invite('moderator');

    const accepted = await dataOf<{ me: MeDto }>(accept(client, token));

    expect(accepted.me.personId).toBe(account.personId);
    expect(client.cookieHeader).not.toBe(before);
    expect(await whoIs(client)).toMatchObject({ personId: account.personId });
    expect(await roleOf(account.personId)).toBe('moderator');
  });

  test('can do at once what the role allows', async () => {
    const account = await makeAccount(app);
    const client = await openSignedIn(app, account);
    const path = `/api/series/${series.seriesId}`;
    expect(await codeOf(client.http('GET', path))).toBe('not_found');

    await dataOf(accept(client, (await invite('moderator')).token));

    expect(await dataOf(client.http('GET', path))).toMatchObject({ role: 'moderator' });
  });

  test('needs a password: a link that others know must not carry a role', async () => {
    const learner = await make.makeLearner(series.seriesId, 'Hoa');
    const { token } = await invite('trainer');

    for (const client of [learner.client, make.makeStranger()]) {
      expect(await errorOf(accept(client, token))).toEqual({
        code: 'malformed',
        details: { fields: ['account'] },
      });
    }
    expect(await roleOf(learner.personId)).toBeUndefined();
    await dataOf(accept(make.makeStranger(), token, newAccount()));
  });

  test('becomes a person of their own on a computer on which somebody else is signed in', async () => {
    const { token } = await invite('trainer');
    const before = await whoIs(organiser.client);
    const shared = await openSignedIn(app, await makeAccount(app));

    const { me } = await dataOf<{ me: MeDto }>(accept(shared, token, newAccount({ name: 'Vàng A Páo' })));

    expect(me).toMatchObject({ name: 'Vàng A Páo' });
    expect(await whoIs(shared)).toMatchObject({ personId: me.personId });
    expect(await whoIs(organiser.client)).toEqual(before);
  });

  test('never loses by it: a trainer stays one, an enrolled learner stays enrolled', async () => {
    const account = await makeAccount(app);
    await app.context.db.enrolment.create({
      data: { seriesId: series.seriesId, personId: account.personId },
    });
    const client = await openSignedIn(app, account);

    await dataOf(accept(client, (await invite('trainer')).token));
    await dataOf(accept(client, (await invite('moderator')).token));

    expect(await roleOf(account.personId)).toBe('trainer');
    expect(
      await app.context.db.enrolment.count({ where: { personId: account.personId, removedAt: null } }),
    ).toBe(1);
  });

  test('must give an address or a number, a free one, and a password that is not tried first', async () => {
    const { token } = await invite('trainer');
    const taken = await makeAccount(app);
    const client = make.makeStranger();

    expect(await errorOf(accept(client, token, newAccount({ email: null })))).toEqual({
      code: 'malformed',
      details: { fields: ['account.email', 'account.phone'] },
    });
    expect(await errorOf(accept(client, token, newAccount({ password: 'matkhau123' })))).toEqual({
      code: 'malformed',
      details: { fields: ['account.password'] },
    });
    expect(await codeOf(accept(client, token, newAccount({ email: taken.email })))).toBe('already_taken');
    // None of it has used the link up.
    await dataOf(accept(client, token, newAccount()));
  });
});

describe('an organiser', () => {
  test('is made by an invitation of another, which can be listed and taken back', async () => {
    const first = await dataOf<Created>(
      organiser.client.http('POST', '/api/invitations', { note: 'Anh Páo' }),
    );
    const second = await dataOf<Created>(organiser.client.http('POST', '/api/invitations', { note: '' }));
    await dataOf(organiser.client.http('DELETE', `/api/invitations/${second.invitation.invitationId}`));

    const listed = organiser.client.http('GET', '/api/invitations');
    const { invitations } = await dataOf<{ invitations: InvitationDto[] }>(listed);
    expect(invitations.map(({ note, state }) => ({ note, state }))).toEqual([
      { note: '', state: 'revoked' },
      { note: 'Anh Páo', state: 'open' },
    ]);

    const client = make.makeStranger();
    const secondToken = new URL(second.url).hash.slice(1);
    expect(await codeOf(accept(client, secondToken, newAccount()))).toBe('link_invalid');
    const token = new URL(first.url).hash.slice(1);
    const accepted = await dataOf<{ me: MeDto; seriesId: null }>(accept(client, token, newAccount()));
    expect(accepted).toMatchObject({ me: { platformRole: 'organiser' }, seriesId: null });
    await dataOf(client.http('GET', `/api/series/${series.seriesId}`));
  });

  test('takes staff out, who from then on see nothing and are out of the room', async () => {
    const session = await make.makeSession({ series });
    const trainer = await make.makeTrainer(series.seriesId);
    const page = await trainer.client.join(session.code);

    const path = `/api/series/${series.seriesId}/staff/${trainer.personId}`;
    await dataOf(organiser.client.http('DELETE', path));

    expect(await page.waitForClose()).toBe('removed');
    expect(await codeOf(trainer.client.http('GET', `/api/series/${series.seriesId}`))).toBe('not_found');
    expect(await codeOf(organiser.client.http('DELETE', path))).toBe('not_found');
    const nobody = `/api/series/${series.seriesId}/staff/${randomUUID()}`;
    expect(await codeOf(organiser.client.http('DELETE', nobody))).toBe('not_found');
  });
});
