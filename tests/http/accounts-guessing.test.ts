import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  goodPassword,
  makeAccount,
  openSignedIn,
  signIn,
  type TestAccount,
} from '#tests/support/accounts.ts';
import { codeOf, dataOf, errorOf } from '#tests/support/answers.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';
import { TestClient } from '#tests/support/test-client.ts';

/** A quarter of the real limits: each guess costs a core a tenth of a second, by design. */
const rateLimitFactor = 0.25;
/** As in `server/core/rate-limits.ts`: wrong passwords that one account takes in an hour. */
const guessesPerAccount = 20 * rateLimitFactor;
/** Wrong passwords and links that one address may send in ten minutes. */
const guessesPerAddress = 100 * rateLimitFactor;

let app: TestApp;
beforeAll(async () => {
  // The test says where a request comes from, as a proxy would.
  app = await startTestApp({ env: { LECTERN_TRUST_PROXY_HOPS: '1' }, options: { rateLimitFactor } });
});
afterAll(() => app.close());

let addresses = 0;
function fromAnotherAddress(): Record<string, string> {
  addresses += 1;
  return { 'x-forwarded-for': `198.51.100.${addresses % 250}, 203.0.113.${Math.floor(addresses / 250)}` };
}

function from(address: string): Record<string, string> {
  return { 'x-forwarded-for': address };
}

/** Strangers guess at once, each from an address of their own. */
function guess(login: string, times: number): Promise<string[]> {
  return Promise.all(
    Array.from({ length: times }, (_, index) =>
      codeOf(signIn(new TestClient(app.url), login, `sai mật khẩu ${index}`, from(`198.51.100.${index}`))),
    ),
  );
}

function countOf(codes: string[], code: string): number {
  return codes.filter((found) => found === code).length;
}

describe('an account that is being guessed at', () => {
  let account: TestAccount;
  let ownBrowser: TestClient;
  beforeAll(async () => {
    account = await makeAccount(app);
    ownBrowser = await openSignedIn(app, account);
    await dataOf(ownBrowser.http('POST', '/api/sign-out', {}));
  });

  test('takes so many guesses in all and no more, however many come at once and from wherever', async () => {
    const codes = await guess(account.email, guessesPerAccount + 10);

    expect(countOf(codes, 'wrong_credentials')).toBe(guessesPerAccount);
    expect(countOf(codes, 'too_many_requests')).toBe(10);
  });

  test('is then open to its owner alone, in a browser that signed in to it before', async () => {
    expect(await errorOf(signIn(new TestClient(app.url), account.email, goodPassword))).toMatchObject({
      code: 'too_many_requests',
      details: { retryAfterMs: expect.any(Number) },
    });

    await dataOf(signIn(ownBrowser, account.email));
  });

  test("leaves a copied browser no more guesses than its owner's mistakes explain", async () => {
    const known = ownBrowser.cookieHeader.split('; ').find((cookie) => cookie.startsWith('lectern-known='));
    const copied = new TestClient(app.url, known);
    const codes: string[] = [];
    for (let times = 0; times < guessesPerAccount + 2; times += 1) {
      codes.push(await codeOf(signIn(copied, account.email, 'sai mật khẩu', fromAnotherAddress())));
    }

    expect(countOf(codes, 'wrong_credentials')).toBe(guessesPerAccount);
    expect(codes.at(-1)).toBe('too_many_requests');
  });
});

test('a browser that is known to one account is a stranger to every other', async () => {
  const [victim, other] = [await makeAccount(app), await makeAccount(app)];
  const browser = await openSignedIn(app, other);
  await guess(victim.email, guessesPerAccount);

  expect(await codeOf(signIn(browser, victim.email, goodPassword))).toBe('too_many_requests');
});

test('a login that nobody has is answered in the same way when it is guessed at', async () => {
  const codes = await guess('nobody@example.vn', guessesPerAccount + 5);

  expect(countOf(codes, 'wrong_credentials')).toBe(guessesPerAccount);
  expect(countOf(codes, 'too_many_requests')).toBe(5);
});

test('guesses at one account disturb nobody else', async () => {
  const [victim, other] = [await makeAccount(app), await makeAccount(app)];
  await guess(victim.email, guessesPerAccount);

  await dataOf(signIn(new TestClient(app.url), other.email));
});

test('an address that sends wrong links without end is refused, and others are not', async () => {
  const client = new TestClient(app.url);
  const wrong = (index: number, address: string) =>
    codeOf(
      client.http('POST', '/api/invitations/read', { token: String(index).padStart(43, 'x') }, from(address)),
    );
  const codes: string[] = [];
  for (let index = 0; index < guessesPerAddress + 5; index += 1) codes.push(await wrong(index, '192.0.2.7'));

  expect(countOf(codes, 'link_invalid')).toBe(guessesPerAddress);
  expect(codes.slice(-5)).toEqual(Array(5).fill('too_many_requests'));
  expect(await wrong(0, '192.0.2.8')).toBe('link_invalid');
});
