import { hashPassword } from '#server/features/accounts/passwords.ts';
import type { MeDto } from '#shared/features/accounts.ts';
import { foldForSearch } from '#shared/names.ts';
import { dataOf } from './answers.ts';
import type { TestApp } from './test-app.ts';
import { type HttpAnswer, TestClient } from './test-client.ts';

export const goodPassword = 'con trâu đi trước cái cày';

export interface TestAccount {
  personId: string;
  name: string;
  email: string;
  phone: string;
  passwordHash: string;
}

let hashed: Promise<string> | undefined;
let count = 0;

/** Somebody who signs in with `goodPassword`, and has not done so yet. */
export async function makeAccount(
  { context }: TestApp,
  over: Partial<Omit<TestAccount, 'personId'>> & { platformRole?: 'ORGANISER' } = {},
): Promise<TestAccount> {
  count += 1;
  hashed ??= hashPassword(goodPassword);
  const account = {
    name: `Người có tài khoản ${count}`,
    email: `account-${count}@example.vn`,
    phone: `+8491200${String(1000 + count)}`,
    passwordHash: await hashed,
    ...over,
  };
  const person = await context.db.person.create({
    data: { ...account, nameFolded: foldForSearch(account.name) },
  });
  return { ...account, personId: person.id };
}

export function signIn(
  client: TestClient,
  login: string,
  password = goodPassword,
  headers?: Record<string, string>,
): Promise<HttpAnswer<unknown>> {
  return client.http('POST', '/api/sign-in', { login, password }, headers);
}

/** A new browser in which the account has signed in. */
export async function openSignedIn(app: TestApp, { email }: TestAccount): Promise<TestClient> {
  const client = new TestClient(app.url);
  await dataOf<MeDto>(signIn(client, email));
  return client;
}

/** A browser with the same sign-in cookie: somebody has copied it. */
export function copyBrowser(app: TestApp, client: TestClient): TestClient {
  return new TestClient(app.url, client.cookieHeader.split('; ')[0]);
}

export async function whoIs(client: TestClient): Promise<MeDto | null> {
  return (await dataOf<{ me: MeDto | null }>(client.http('GET', '/api/me'))).me;
}
