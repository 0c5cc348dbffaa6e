import { argon2Sync, randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureFirstOrganiserLink } from '#server/features/accounts/first-organiser.ts';
import type { MeDto, SignInDto } from '#shared/features/accounts.ts';
import {
  copyBrowser,
  goodPassword,
  makeAccount,
  openSignedIn,
  signIn,
  whoIs,
} from '#tests/support/accounts.ts';
import { codeOf, dataOf, errorOf } from '#tests/support/answers.ts';
import { Factories } from '#tests/support/factories.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';
import { TestClient } from '#tests/support/test-client.ts';

const password = goodPassword;

let app: TestApp;
let make: Factories;
beforeAll(async () => {
  app = await startTestApp({ options: { rateLimitFactor: 100 } });
  make = new Factories(app);
});
afterAll(() => app.close());

describe('the first start', () => {
  test('gives a link that makes the first organiser, once, and no link ever after', async () => {
    const first = await startTestApp();
    try {
      const earlier = await ensureFirstOrganiserLink(first.context, first.url);
      const link = new URL((await ensureFirstOrganiserLink(first.context, first.url)) ?? '');
      expect(link.origin + link.pathname).toBe(`${first.url}/invitation`);
      const token = link.hash.slice(1);
      const account = { name: 'Trần Thị Mai', email: 'mai@example.vn', phone: null, password };
      const accept = (client: TestClient, given: string) =>
        client.http('POST', '/api/invitations/accept', { token: given, account });

      const stale = new URL(earlier ?? '').hash.slice(1);
      expect(await codeOf(accept(new TestClient(first.url), stale))).toBe('link_invalid');

      const read = new TestClient(first.url).http('POST', '/api/invitations/read', { token });
      expect(await dataOf(read)).toEqual({ kind: 'first_organiser', seriesTitle: null });

      const [winner, loser] = [new TestClient(first.url), new TestClient(first.url)];
      const answers = await Promise.all([accept(winner, token), accept(loser, token)]);
      expect(answers.map((answer) => answer.status).sort()).toEqual([200, 410]);
      expect(await first.context.db.person.count()).toBe(1);

      const organiser = answers[0].status === 200 ? winner : loser;
      const { me } = await dataOf<{ me: MeDto }>(organiser.http('GET', '/api/me'));
      expect(me).toMatchObject({ name: 'Trần Thị Mai', platformRole: 'organiser', hasPassword: true });
      expect(await ensureFirstOrganiserLink(first.context, first.url)).toBeNull();
    } finally {
      await first.close();
    }
  });
});

describe('signing in', () => {
  test('works by e-mail address and by phone number, however they are typed', async () => {
    const person = await makeAccount(app, { email: 'lan.pham@example.vn', phone: '+84912345678' });

    for (const login of ['lan.pham@example.vn', ' Lan.Pham@EXAMPLE.vn', '0912345678', '+84 912 345 678']) {
      const me = await dataOf<MeDto>(signIn(make.makeStranger(), login));
      expect(me).toEqual({
        personId: person.personId,
        name: person.name,
        email: 'lan.pham@example.vn',
        phone: '+84912345678',
        platformRole: 'none',
        hasPassword: true,
      });
    }
  });

  test('answers a wrong password, an unknown login and a learner without a password in the same words', async () => {
    const person = await makeAccount(app);
    const withoutPassword = await make.makePerson();
    const learner = await app.context.db.person.findUniqueOrThrow({
      where: { id: withoutPassword.personId },
    });

    const answers = await Promise.all([
      signIn(make.makeStranger(), person.email, 'sai mật khẩu rồi'),
      signIn(make.makeStranger(), 'nobody@example.vn'),
      signIn(make.makeStranger(), 'nobody at all'),
      signIn(make.makeStranger(), '0999999999'),
      signIn(make.makeStranger(), learner.email ?? ''),
    ]);

    for (const answer of answers) {
      expect(answer.status).toBe(401);
      expect(answer.body).toEqual({ error: { code: 'wrong_credentials' } });
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
  });

  test('gives a new token each time and ends the one that the browser brought along', async () => {
    const person = await makeAccount(app);
    const client = await openSignedIn(app, person);
    const copied = copyBrowser(app, client);
    expect(await whoIs(copied)).toMatchObject({ personId: person.personId });

    await dataOf(signIn(client, person.email));

    expect(client.cookieHeader).not.toBe(copied.cookieHeader);
    expect(await whoIs(copied)).toBeNull();
    expect(await whoIs(client)).toMatchObject({ personId: person.personId });
  });

  test('hands the token to the browser alone: out of reach of scripts, other sites and the database', async () => {
    const person = await makeAccount(app);
    const answer = await signIn(make.makeStranger(), person.email);
    const cookie = answer.headers.getSetCookie().find((header) => header.startsWith('lectern='));

    expect(cookie).toMatch(/; HttpOnly/u);
    expect(cookie).toMatch(/; SameSite=Lax/u);
    expect(cookie).toMatch(/; Path=\//u);
    const token = /^lectern=([\w-]{43});/u.exec(cookie ?? '')?.[1] ?? '';
    const rows = await app.context.db.signIn.findMany({ where: { personId: person.personId } });
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(Buffer.from(rows[0]?.tokenHash ?? []).toString('base64url')).not.toBe(token);
  });

  test('hashes a password again that was hashed at a lower cost', async () => {
    const salt = randomBytes(16);
    const cost = { message: password.normalize('NFKC'), nonce: salt, parallelism: 1, tagLength: 32 };
    const tag = argon2Sync('argon2id', { ...cost, memory: 19_456, passes: 2 });
    const encode = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '');
    const person = await makeAccount(app, {
      passwordHash: `$argon2id$v=19$m=19456,t=2,p=1$${encode(salt)}$${encode(tag)}`,
    });

    await openSignedIn(app, person);

    const after = await app.context.db.person.findUniqueOrThrow({ where: { id: person.personId } });
    expect(after.passwordHash).toMatch(/^\$argon2id\$v=19\$m=65536,t=2,p=1\$/u);
    await openSignedIn(app, person);
  });

  test('ends with signing out: the token is worth nothing at once', async () => {
    const person = await makeAccount(app);
    const client = await openSignedIn(app, person);
    const copied = copyBrowser(app, client);
    expect(await whoIs(copied)).not.toBeNull();

    await dataOf(client.http('POST', '/api/sign-out', {}));

    expect(await whoIs(client)).toBeNull();
    expect(await whoIs(copied)).toBeNull();
    expect(await codeOf(copied.http('GET', '/api/account/sign-ins'))).toBe('not_signed_in');
  });

  test('keeps the fifty newest sign-ins of a person', async () => {
    const person = await makeAccount(app);
    const old = await openSignedIn(app, person);
    const { now } = app.context.clock;
    await app.context.db.signIn.createMany({
      data: Array.from({ length: 49 }, () => ({
        personId: person.personId,
        tokenHash: new Uint8Array(randomBytes(32)),
        origin: 'password',
        device: '',
        createdAt: new Date(now().getTime() + 1_000),
        expiresAt: new Date(now().getTime() + 86_400_000),
      })),
    });

    const client = await openSignedIn(app, person);

    expect(await whoIs(old)).toBeNull();
    const { signIns } = await dataOf<{ signIns: SignInDto[] }>(client.http('GET', '/api/account/sign-ins'));
    expect(signIns).toHaveLength(50);
  });
});

describe("one's sign-ins", () => {
  test('are listed in words, the own one marked, and each can be ended', async () => {
    const person = await makeAccount(app);
    const [here, there] = [await openSignedIn(app, person), make.makeStranger()];
    const phone = 'Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/124.0 Mobile Safari/537.36 Zalo';
    const typed = { login: person.email, password };
    await dataOf(there.http('POST', '/api/sign-in', typed, { 'user-agent': phone }));

    const listed = await dataOf<{ signIns: SignInDto[] }>(here.http('GET', '/api/account/sign-ins'));
    expect(listed.signIns).toHaveLength(2);
    expect(listed.signIns.filter((signIn) => signIn.current)).toHaveLength(1);
    const other = listed.signIns.find((signIn) => !signIn.current);
    expect(other).toMatchObject({ device: 'Zalo · Android', origin: 'password' });

    const path = `/api/account/sign-ins/${other?.signInId}`;
    await dataOf(here.http('DELETE', path));
    expect(await whoIs(there)).toBeNull();
    expect(await whoIs(here)).not.toBeNull();
    await dataOf(here.http('DELETE', path));
  });

  test('cannot be ended by anybody else', async () => {
    const [person, stranger] = [await makeAccount(app), await makeAccount(app)];
    const client = await openSignedIn(app, person);
    const { signIns } = await dataOf<{ signIns: SignInDto[] }>(client.http('GET', '/api/account/sign-ins'));
    const attacker = await openSignedIn(app, stranger);

    const path = `/api/account/sign-ins/${signIns[0]?.signInId}`;
    expect(await codeOf(attacker.http('DELETE', path))).toBe('not_found');
    expect(await codeOf(attacker.http('DELETE', `/api/account/sign-ins/${randomUUID()}`))).toBe('not_found');
    expect(await whoIs(client)).not.toBeNull();
  });

  test('of which one is ended leaves the room that it is in at once', async () => {
    const series = await make.makeSeries();
    const session = await make.makeSession({ series });
    const person = await makeAccount(app);
    await app.context.db.seriesStaff.create({
      data: { seriesId: series.seriesId, personId: person.personId, role: 'TRAINER' },
    });
    const [here, there] = [await openSignedIn(app, person), await openSignedIn(app, person)];
    const page = await there.join(session.code);
    const { signIns } = await dataOf<{ signIns: SignInDto[] }>(here.http('GET', '/api/account/sign-ins'));
    const other = signIns.find((signIn) => !signIn.current);

    await dataOf(here.http('DELETE', `/api/account/sign-ins/${other?.signInId}`));

    expect(await page.waitForClose()).toBe('signed_out');
  });
});

describe('a new password', () => {
  const newPassword = 'ruộng bậc thang tháng chín';

  test('ends every other sign-in, and goes on here under a new token', async () => {
    const person = await makeAccount(app);
    const [here, there] = [await openSignedIn(app, person), await openSignedIn(app, person)];
    const copied = copyBrowser(app, here);
    expect(await whoIs(copied)).not.toBeNull();

    await dataOf(here.http('POST', '/api/account/password', { currentPassword: password, newPassword }));

    expect(await whoIs(here)).toMatchObject({ personId: person.personId });
    expect(await whoIs(there)).toBeNull();
    expect(await whoIs(copied)).toBeNull();
    expect(await codeOf(signIn(make.makeStranger(), person.email))).toBe('wrong_credentials');
    await dataOf(signIn(make.makeStranger(), person.email, newPassword));
  });

  test('does not throw the one who changes it out of the room', async () => {
    const series = await make.makeSeries();
    const session = await make.makeSession({ series });
    const person = await makeAccount(app);
    await app.context.db.seriesStaff.create({
      data: { seriesId: series.seriesId, personId: person.personId, role: 'TRAINER' },
    });
    const here = await openSignedIn(app, person);
    const page = await here.join(session.code);

    await dataOf(here.http('POST', '/api/account/password', { currentPassword: password, newPassword }));

    await page.request('question:ask', { clientId: randomUUID(), body: 'Còn đây không?', anonymous: false });
    expect(page.closedReason).toBeUndefined();
  });

  test('needs the old one, and must not be one that is tried first', async () => {
    const person = await makeAccount(app, { name: 'Lê Thị Hồng Gấm' });
    const client = await openSignedIn(app, person);
    const change = (body: object) => errorOf(client.http('POST', '/api/account/password', body));

    expect(await change({ currentPassword: 'sai rồi', newPassword })).toEqual({ code: 'wrong_credentials' });
    for (const common of ['matkhau2026', '123456789', 'Hồng Gấm 1', 'lethihonggam']) {
      expect(await change({ currentPassword: password, newPassword: common })).toEqual({
        code: 'malformed',
        details: { fields: ['newPassword'] },
      });
    }
    expect(await change({ currentPassword: password, newPassword: 'ngắn' })).toMatchObject({
      code: 'malformed',
      details: { fields: ['newPassword'] },
    });
    const after = await app.context.db.person.findUniqueOrThrow({ where: { id: person.personId } });
    expect(after.passwordHash).toBe(person.passwordHash);
  });

  test('is nothing for somebody who has none', async () => {
    const { client } = await make.makePerson();
    const body = { currentPassword: 'x', newPassword };

    expect(await codeOf(client.http('POST', '/api/account/password', body))).toBe('wrong_state');
  });
});

describe("one's own account", () => {
  test('can be renamed and given another address, which then signs in', async () => {
    const person = await makeAccount(app);
    const client = await openSignedIn(app, person);

    const change = client.http('PATCH', '/api/account', {
      name: '  Đặng   Thị Hoà ',
      email: 'Hoa.Dang@example.vn',
      phone: null,
    });

    expect(await dataOf<MeDto>(change)).toMatchObject({
      name: 'Đặng Thị Hoà',
      email: 'hoa.dang@example.vn',
      phone: null,
    });
    const stored = await app.context.db.person.findUniqueOrThrow({ where: { id: person.personId } });
    expect(stored.nameFolded).toBe('dang thi hoa');
    await dataOf(signIn(make.makeStranger(), 'hoa.dang@example.vn'));
    expect(await codeOf(signIn(make.makeStranger(), person.email))).toBe('wrong_credentials');
  });

  test("cannot take somebody else's address or number", async () => {
    const [person, other] = [await makeAccount(app), await makeAccount(app)];
    const client = await openSignedIn(app, person);

    for (const taken of [{ email: other.email }, { phone: other.phone }]) {
      expect(await codeOf(client.http('PATCH', '/api/account', { name: 'Khác', ...taken }))).toBe(
        'already_taken',
      );
    }
    expect(await whoIs(client)).toMatchObject({ name: person.name, email: person.email });
  });

  test('keeps an address or a number to sign in with', async () => {
    const person = await makeAccount(app);
    const client = await openSignedIn(app, person);

    expect(await errorOf(client.http('PATCH', '/api/account', { email: null, phone: null }))).toEqual({
      code: 'malformed',
      details: { fields: ['email', 'phone'] },
    });
  });

  test('of a learner who came by link has a name to change, and no address to claim', async () => {
    const { client } = await make.makePerson({ name: 'Hoa' });

    expect(await codeOf(client.http('PATCH', '/api/account', { email: 'x@example.vn' }))).toBe('not_allowed');
    expect(await dataOf<MeDto>(client.http('PATCH', '/api/account', { name: 'Lê Thị Hoa' }))).toMatchObject({
      name: 'Lê Thị Hoa',
    });
    expect(await whoIs(client)).toMatchObject({ name: 'Lê Thị Hoa' });
  });
});
