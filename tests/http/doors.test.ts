import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createSessionCode } from '#server/core/tokens.ts';
import type { RouteContract } from '#shared/contract.ts';
import { routes } from '#shared/protocol.ts';
import { can, type Role } from '#shared/roles.ts';
import { codeOf, errorOf } from '#tests/support/answers.ts';
import { Factories } from '#tests/support/factories.ts';
import { Fingerprints } from '#tests/support/fingerprint.ts';
import { type Ids, makeOneOfEverything } from '#tests/support/one-of-everything.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';
import { TestClient } from '#tests/support/test-client.ts';

/** Every HTTP route that exists, straight from the list that the server serves: a new one is tried by itself. */
const doors: [name: string, route: RouteContract][] = Object.entries(routes);

/** In this order they settle in which series a role is looked up (`server/core/access.ts`). */
const scopeParams = ['pollId', 'materialId', 'topicId', 'sessionId', 'code', 'seriesId'];
/** No ids: they say which part of a thing is meant, or are public themselves. */
const plainParams = {
  page: '1',
  picture: '640.webp',
  pageCode: 'aaaaaaaaaa',
  exportId: randomUUID(),
  verificationCode: '0000000000000000',
};

/** For routes whose body cannot be empty, where what is tried comes after it was read. */
const reasoned = { clientId: randomUUID(), reason: 'Mất giấy.' };
const rightBodies: Record<string, object> = {
  copyCertificate: reasoned,
  revokeCertificate: reasoned,
  correctCertificate: {
    ...reasoned,
    issuedOn: '2021-10-13',
    name: 'Nguyễn Thị Hoà',
    birthYear: null,
    organisation: '',
    province: '',
  },
  publishCertificateName: { publishName: true },
  moveCertificateRun: { move: 'pause' },
  chooseOwnCertificateName: { publishName: true },
  renameLearner: { ...reasoned, name: 'Nguyễn Thị Hoà' },
  writeAnswer: { answer: 'Năm loại giấy tờ.', publish: false },
  withdrawMyAttestation: { reason: 'Bấm nhầm danh sách' },
  confirmHalls: { hallIds: ['00000000-0000-4000-8000-000000000000'] },
  refuseHall: { reason: 'Không có bảng ký tên' },
  withdrawCorrection: { reason: 'Nhập nhầm người' },
  decideObjection: { accepted: false, reason: 'Bản ghi không thấy kết nối nào' },
};

let app: TestApp;
let own: Ids;
let foreign: Ids;
const clients = new Map<Role, TestClient>();
let signedOut: TestClient;
let fingerprints: Fingerprints;

beforeAll(async () => {
  // Thousands of refused requests from one address are what this file is for.
  app = await startTestApp({ options: { rateLimitFactor: 1_000 } });
  const make = new Factories(app);
  own = await makeOneOfEverything(app, make);
  foreign = await makeOneOfEverything(app, make);

  const { seriesId = '' } = own;
  clients.set('guest', make.makeStranger());
  clients.set('member', (await make.makePerson()).client);
  clients.set('learner', (await make.makeLearner(seriesId)).client);
  clients.set('moderator', (await make.makeModerator(seriesId)).client);
  clients.set('trainer', (await make.makeTrainer(seriesId)).client);
  clients.set('organiser', (await make.makeOrganiser()).client);
  clients.set('admin', (await make.makePerson({ platformRole: 'ADMIN' })).client);

  const gone = await make.makeOrganiser();
  await app.context.db.signIn.updateMany({
    where: { personId: gone.personId },
    data: { revokedAt: new Date() },
  });
  signedOut = gone.client;
  fingerprints = new Fingerprints(app.context.database);
});
afterAll(() => app.close());

function paramsOf(route: RouteContract): string[] {
  return [...route.path.matchAll(/:(\w+)/gu)].map(([, name = '']) => name);
}

/** What settles the scope, and the ids besides it. */
function splitParams(route: RouteContract): { scopeParam: string | undefined; otherIds: string[] } {
  const ids = paramsOf(route).filter((name) => !Object.hasOwn(plainParams, name));
  const scopeParam = scopeParams.find((name) => ids.includes(name));
  return { scopeParam, otherIds: ids.filter((name) => name !== scopeParam) };
}

function toPath(route: RouteContract, ids: Ids): string {
  return route.path.replace(/:(\w+)/gu, (_, name: string) => {
    const value = { ...plainParams, ...ids }[name];
    if (value === undefined) throw new Error(`nothing here is called ${name}: make one of it in this test`);
    return encodeURIComponent(value);
  });
}

function knock(
  client: TestClient | undefined,
  route: RouteContract,
  path = toPath(route, own),
  body?: unknown,
) {
  if (!client) throw new Error('nobody has this role');
  return client.http(route.method, path, body ?? (route.body ? {} : undefined));
}

/** Who is asked as what: a role in a series means nothing where the path names none. */
function roleAt(role: Role, route: RouteContract): Role {
  const everywhere: Role[] = ['guest', 'organiser', 'admin'];
  return splitParams(route).scopeParam || everywhere.includes(role) ? role : 'member';
}

/** The weakest who may. */
function somebodyAllowed(route: RouteContract): TestClient {
  for (const [role, client] of clients) if (can(roleAt(role, route), route.may)) return client;
  throw new Error(`nobody may ${route.may}`);
}

/** A promise that only some routes can make. */
function testWhere(applies: unknown): (title: string, check: () => Promise<void>) => void {
  return applies ? test : () => {};
}

async function expectNothingWritten(act: () => Promise<void>): Promise<void> {
  const before = await fingerprints.take();
  await act();
  expect(await fingerprints.take()).toEqual(before);
}

test('one row that is written would be noticed here', async () => {
  const { personId } = await new Factories(app).makePerson();
  const before = await fingerprints.take();
  await app.context.db.person.update({ where: { id: personId }, data: { name: 'Tên khác' } });
  expect(await fingerprints.take()).not.toEqual(before);
});

describe.each(doors)('%s', (routeName, route) => {
  const { scopeParam, otherIds } = splitParams(route);

  testWhere(!can('guest', route.may))('is closed to whoever is not signed in, or is no more', () =>
    expectNothingWritten(async () => {
      expect(await codeOf(knock(clients.get('guest'), route))).toBe('not_signed_in');
      expect(await codeOf(knock(signedOut, route))).toBe('not_signed_in');
      const forged = new TestClient(app.url, `lectern=${randomBytes(32).toString('base64url')}`);
      expect(await codeOf(knock(forged, route))).toBe('not_signed_in');
    }),
  );

  test('is closed to every role that its rule leaves out', () =>
    expectNothingWritten(async () => {
      for (const [role, client] of clients) {
        const asked = roleAt(role, route);
        if (asked === 'guest' || can(asked, route.may)) continue;
        // Whoever has nothing to do with a series is not told that it exists.
        const expected = asked === 'member' && scopeParam ? 'not_found' : 'not_allowed';
        expect(await codeOf(knock(client, route)), role).toBe(expected);
      }
    }));

  testWhere(scopeParam && !can('member', route.may))("gives a role in one series no way into another's", () =>
    expectNothingWritten(async () => {
      for (const role of ['learner', 'moderator', 'trainer'] as const) {
        expect(await codeOf(knock(clients.get(role), route, toPath(route, foreign))), role).toBe('not_found');
      }
    }),
  );

  testWhere(scopeParam)('answers `not_found` to ids of things that are not there', () =>
    expectNothingWritten(async () => {
      const nowhere = {
        ...own,
        [scopeParam ?? '']: scopeParam === 'code' ? createSessionCode() : randomUUID(),
      };
      for (const role of ['organiser', 'trainer'] as const) {
        expect(await codeOf(knock(clients.get(role), route, toPath(route, nowhere))), role).toBe('not_found');
      }
    }),
  );

  testWhere(otherIds.length > 0)("answers `not_found` to another series' ids within one's own", () =>
    expectNothingWritten(async () => {
      for (const name of otherIds) {
        for (const value of [foreign[name] ?? '', randomUUID()]) {
          const path = toPath(route, { ...own, [name]: value });
          const answer = knock(clients.get('organiser'), route, path, rightBodies[routeName]);
          expect(await codeOf(answer), name).toBe('not_found');
        }
      }
    }),
  );

  testWhere(paramsOf(route).length > 0)('answers `malformed` to a path that names nothing', () =>
    expectNothingWritten(async () => {
      for (const name of paramsOf(route)) {
        for (const value of ['!', "' OR 1=1 --", '..%2f..', 'x'.repeat(500)]) {
          const path = toPath(route, { ...own, ...plainParams, [name]: value });
          expect(await errorOf(knock(somebodyAllowed(route), route, path)), value).toMatchObject({
            code: 'malformed',
            details: { fields: [name] },
          });
        }
      }
    }),
  );

  testWhere(route.body)('answers `malformed` or `too_large` to a body of another shape', () =>
    expectNothingWritten(async () => {
      const client = somebodyAllowed(route);
      const path = toPath(route, own);
      for (const body of [null, 'text', 7, [], [{}], { unknown: true }, { constructor: { prototype: {} } }]) {
        const answer = client.http(route.method, path, body);
        expect(await codeOf(answer), JSON.stringify(body)).toBe('malformed');
      }
      const asJson = { 'content-type': 'application/json' };
      const torn = client.http(route.method, path, new TextEncoder().encode('{"title": "'), asJson);
      expect(await codeOf(torn)).toBe('malformed');
      const huge = client.http(route.method, path, { filler: 'x'.repeat(300_000) });
      expect(await errorOf(huge)).toEqual({ code: 'too_large', details: { maxBytes: 262_144 } });
    }),
  );

  testWhere(route.body)('answers `malformed` to each field of another type', () =>
    expectNothingWritten(async () => {
      const client = somebodyAllowed(route);
      for (const name of fieldsOf(route.body)) {
        for (const value of [{ $ne: null }, [[]], 'x'.repeat(20_000), 1e308]) {
          const answer = knock(client, route, undefined, { [name]: value });
          expect(await codeOf(answer), `${name}: ${JSON.stringify(value).slice(0, 30)}`).toBe('malformed');
        }
      }
    }),
  );

  testWhere(route.query)('answers `malformed` to each part of its query that makes no sense', () =>
    expectNothingWritten(async () => {
      for (const name of fieldsOf(route.query)) {
        const path = `${toPath(route, own)}?${name}=${'%21'.repeat(900)}`;
        expect(await codeOf(knock(somebodyAllowed(route), route, path)), name).toBe('malformed');
      }
    }),
  );

  testWhere(route.method !== 'GET')("is closed to other sites' pages, whoever is signed in", () =>
    expectNothingWritten(async () => {
      const client = clients.get('admin');
      const path = toPath(route, own);
      for (const origin of [
        'https://evil.example',
        'null',
        `http://localhost:${app.port + 1}`,
        `${app.url}.evil.example`,
      ]) {
        const answer = client?.http(route.method, path, route.body ? {} : undefined, { origin });
        expect(answer && (await codeOf(answer)), origin).toBe('wrong_origin');
      }
    }),
  );
});

/** The names of an input's fields, also where it is one of several shapes. */
function fieldsOf(schema: z.ZodType | undefined): string[] {
  if (!schema) return [];
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  const shapes = [json, ...(json.anyOf ?? [])] as { properties?: object }[];
  return [...new Set(shapes.flatMap((shape) => Object.keys(shape.properties ?? {})))];
}

describe('a door that is not there', () => {
  test.each(['/api', '/api/', '/api/nothing', '/files/nothing', '/api/series/../me/x'])(
    '%s is `not_found`',
    async (path) => {
      for (const method of ['GET', 'POST', 'DELETE']) {
        const client = clients.get('admin');
        expect(client && (await codeOf(client.http(method, path))), method).toBe('not_found');
      }
    },
  );
});

test('what comes too often is answered with the time to wait, to the one who sends it and to nobody else', async () => {
  const strict = await startTestApp();
  try {
    const make = new Factories(strict);
    const [eager, calm] = [await make.makePerson(), await make.makePerson()];
    const rename = () => eager.client.http('PATCH', '/api/account', { name: 'Vội' });

    const answers = await Promise.all(Array.from({ length: 60 }, rename));

    const refused = answers.filter((answer) => answer.status === 429);
    expect(refused).toHaveLength(20);
    expect(refused[0]?.body).toMatchObject({
      error: { code: 'too_many_requests', details: { retryAfterMs: expect.any(Number) } },
    });
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await calm.client.http('PATCH', '/api/account', { name: 'Thong thả' })).status).toBe(200);
  } finally {
    await strict.close();
  }
});
