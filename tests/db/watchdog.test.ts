import path from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import type { DatabaseLog } from '#server/core/db/database-log.ts';
import { type EmbeddedDatabase, openEmbeddedDatabase } from '#server/core/db/embedded-database.ts';
import { watchForSilence } from '#server/core/db/watchdog.ts';
import { makeTemporaryFolder } from '#tests/support/temporary-folder.ts';

/** Never ends, and PGlite can neither cancel it nor bound it by statement_timeout. */
const endless = 'WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT count(*) FROM r';
/** Exhausts the stack of the thread, which PGlite itself would not notice. */
const crash = 'SELECT dig(100000)';
const makeDig = `CREATE FUNCTION dig(n int) RETURNS int LANGUAGE sql AS
  $$ SELECT CASE WHEN n = 0 THEN 0 ELSE dig(n - 1) + 1 END $$`;

const limitMs = 1_000;

test('a query that hangs is given up with a named error, what waits behind it is served, and nothing stored is lost', async () => {
  const { database, errors } = await open({ inMemory: false });
  const { pool } = database;
  await pool.query('CREATE TABLE stored AS SELECT 1 AS n');
  database.startWatchdog({ limitMs });

  const askedAt = performance.now();
  const hanging = pool.query(endless);
  const waiting = pool.query('SELECT n FROM stored');
  await expect(hanging).rejects.toMatchObject({
    name: 'EmbeddedDatabaseStoppedError',
    message: 'The embedded database did not answer for 1 s and was stopped',
  });
  expect(performance.now() - askedAt).toBeGreaterThanOrEqual(limitMs);
  expect((await waiting).rows).toEqual([{ n: 1 }]);
  expect(errors).toEqual(['The embedded database stopped; opening it again']);

  // The next life is watched as well.
  await expect(pool.query(endless)).rejects.toMatchObject({ name: 'EmbeddedDatabaseStoppedError' });
  await pool.query('INSERT INTO stored VALUES (2)');
  expect((await pool.query('SELECT n FROM stored')).rows).toEqual([{ n: 1 }, { n: 2 }]);
}, 120_000);

test('a transaction that was open when the thread was stopped is gone whole, and its client knows', async () => {
  const { database } = await open({ inMemory: false });
  const { pool } = database;
  await pool.query('CREATE TABLE stored (n int)');
  database.startWatchdog({ limitMs });

  const client = await pool.connect();
  const lost = Promise.withResolvers<Error>();
  client.on('error', lost.resolve);
  await client.query('BEGIN');
  await client.query('INSERT INTO stored VALUES (1)');
  await expect(client.query(endless)).rejects.toMatchObject({ name: 'EmbeddedDatabaseStoppedError' });
  await expect(client.query('COMMIT')).rejects.toThrow();
  client.release();
  expect((await pool.query('SELECT n FROM stored')).rows).toEqual([]);
}, 120_000);

test('a crash of the engine is noticed at once, without waiting for the watchdog', async () => {
  const { database, errors } = await open({ inMemory: false });
  const { pool } = database;
  await pool.query(makeDig);
  await pool.query('CREATE TABLE stored AS SELECT 1 AS n');

  await expect(pool.query(crash)).rejects.toMatchObject({
    name: 'EmbeddedDatabaseStoppedError',
    message: 'The embedded database crashed: Maximum call stack size exceeded',
  });
  expect((await pool.query('SELECT n FROM stored')).rows).toEqual([{ n: 1 }]);
  expect(errors).toHaveLength(1);
}, 120_000);

test('a database in memory that is stopped stays closed, and says so instead of hanging', async () => {
  const { database, errors } = await open({ inMemory: true });
  database.startWatchdog({ limitMs });
  const stopped = { name: 'EmbeddedDatabaseStoppedError' };
  await expect(database.pool.query(endless)).rejects.toMatchObject(stopped);
  await expect(database.pool.query('SELECT 1')).rejects.toMatchObject(stopped);
  await expect(database.dump()).rejects.toMatchObject(stopped);
  await until(() => errors.length > 0);
  expect(errors).toEqual(['The database in memory is lost']);
}, 120_000);

test('silence is counted only while one and the same call waits', async () => {
  let calls = 0;
  let silences = 0;
  const watchdog = watchForSilence({
    limitMs: 100,
    getOldestCall: () => calls++,
    onSilence: () => silences++,
  });
  await until(() => calls > 40);
  watchdog.stop();
  expect(silences).toBe(0);
});

test('time in which this process itself was held up does not count against the database', async () => {
  let silentAt = 0;
  const watchdog = watchForSilence({
    limitMs: 400,
    getOldestCall: () => 'one call',
    onSilence: () => {
      silentAt = performance.now();
    },
  });
  const startedAt = performance.now();
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_000);
  await until(() => silentAt > 0);
  watchdog.stop();
  expect(silentAt - startedAt).toBeGreaterThan(1_300);
});

async function open({
  inMemory,
}: {
  inMemory: boolean;
}): Promise<{ database: EmbeddedDatabase; errors: string[] }> {
  const errors: string[] = [];
  const log: DatabaseLog = {
    info: () => {},
    warn: () => {},
    error: (_details: unknown, text?: string) => errors.push(text ?? ''),
  };
  const databaseDir = inMemory ? undefined : path.join(await makeTemporaryFolder(), 'database');
  const { snapshotPath } = inject('templateDatabase');
  const database = await openEmbeddedDatabase({ databaseDir, snapshotPath, log });
  onTestFinished(() => database.close());
  return { database, errors };
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setImmediate(resolve));
}
