import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { openDatabase } from '#server/core/db/open-database.ts';
import { assertSupportedVersion } from '#server/core/db/postgres-pool.ts';
import { makeEmptyDatabase } from '#tests/support/empty-database.ts';
import { quietLog } from '#tests/support/quiet-log.ts';
import { withDatabase } from '#tests/support/template-database.ts';

const password = 'very-secret';

describe('an address in DATABASE_URL', () => {
  test.each([
    'mysql://u:very-secret@127.0.0.1/d',
    'lectern',
    '/var/run/postgresql',
    'postgresql://u:very-secret@h:99999999/d',
  ])('that is none of PostgreSQL (%s) is refused with how it should look', async (url) => {
    const error = await openingError(url);
    expect(error).toMatchObject({
      code: 'database_address_invalid',
      message: expect.stringContaining('postgresql://'),
    });
    expect(everythingIn(error)).not.toContain(password);
  });

  test('where nothing listens is refused with host, port and database, and without the password', async () => {
    const port = await listen(() => {}).then(({ port, close }) => close().then(() => port));
    const error = await openingError(`postgresql://lectern:${password}@127.0.0.1:${port}/series`);
    expect(error).toMatchObject({
      code: 'database_unreachable',
      message: expect.stringMatching(`127\\.0\\.0\\.1:${port}, database "series".*nothing listens there`),
    });
    expect(everythingIn(error)).not.toContain(password);
  });

  test('of a socket that is not there is refused with its path', async () => {
    const error = await openingError(`postgresql://lectern:${password}@localhost/series?host=/nowhere`);
    expect(error).toMatchObject({
      code: 'database_unreachable',
      message: expect.stringMatching('the socket in /nowhere, database "series".*no such socket'),
    });
  });

  test('where something other than PostgreSQL answers is refused', async () => {
    const { port, close } = await listen((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 400\r\n\r\n')),
    );
    const error = await openingError(`postgresql://lectern:${password}@127.0.0.1:${port}/series`);
    expect(error).toMatchObject({
      code: 'database_unreachable',
      message: expect.stringContaining(`:${port}`),
    });
    await close();
  });

  test('where a connection is taken but never answered is given up after five seconds', async () => {
    const { port, close } = await listen(() => {});
    const askedAt = performance.now();
    const error = await openingError(`postgresql://lectern:${password}@127.0.0.1:${port}/series`);
    expect(performance.now() - askedAt).toBeLessThan(8_000);
    expect(error).toMatchObject({
      code: 'database_unreachable',
      message: expect.stringContaining('timeout'),
    });
    await close();
  });
});

test('PostgreSQL older than 15 is refused with both versions, 15 and newer are taken', () => {
  const place = 'db:5432, database "series"';
  expect(() => assertSupportedVersion({ version: { number: 140_012, text: '14.12' }, place })).toThrow(
    'PostgreSQL 14.12 at db:5432, database "series" is too old: Lectern needs 15 or newer',
  );
  for (const [number, text] of [
    [150_000, '15.0'],
    [180_006, '18.6'],
  ] as const) {
    expect(() => assertSupportedVersion({ version: { number, text }, place })).not.toThrow();
  }
});

describe.skipIf(!inject('templateDatabase').server)('on a server', () => {
  test('a database that does not exist is refused with what to do', async () => {
    const url = inject('templateDatabase').server?.url ?? '';
    const error = await openingError(withDatabase({ url, name: 'lectern_is_not_there' }));
    expect(error).toMatchObject({
      code: 'database_unreachable',
      message: expect.stringMatching('"lectern_is_not_there".*does not exist. Create it'),
    });
  });

  test('a connection that the server cuts is replaced, and what was in flight on it fails', async () => {
    const database = await openDatabase({ ...(await makeEmptyDatabase()), log: quietLog });
    onTestFinished(() => database.close());

    const { rows } = await database.pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const inFlight = database.pool.query('SELECT pg_sleep(60)');
    const cut = expect(inFlight).rejects.toMatchObject({ code: '57P01' });
    await database.pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
    await cut;
    expect((await database.pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });

  test('a statement that hangs is ended by the server after a minute', async () => {
    const database = await openDatabase({ ...(await makeEmptyDatabase()), log: quietLog });
    onTestFinished(() => database.close());
    expect((await database.pool.query('SHOW statement_timeout')).rows).toEqual([
      { statement_timeout: '1min' },
    ]);
  });
});

async function openingError(url: string): Promise<unknown> {
  return await openDatabase({ url, log: quietLog }).then(
    async (database) => {
      await database.close();
      throw new Error('It was opened');
    },
    (error: unknown) => error,
  );
}

/** All that a log could write of it. */
function everythingIn(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return `${error.stack} ${JSON.stringify(error)} ${everythingIn(error.cause)}`;
}

async function listen(onConnection: (socket: Socket) => void) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}));
    onConnection(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
