import { cp, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { migrate } from '#server/core/db/migrate.ts';
import { migrationsDir, openDatabase } from '#server/core/db/open-database.ts';
import { makeEmptyDatabase } from '#tests/support/empty-database.ts';
import { quietLog } from '#tests/support/quiet-log.ts';
import { makeTemporaryFolder } from '#tests/support/temporary-folder.ts';
import { openTestDatabase } from '#tests/support/test-database.ts';
import { startChild } from './children/run-child.ts';

const database = await openTestDatabase();
const { pool } = database;
afterAll(() => database.close());

/** Sorts behind every real migration. */
const newName = '99990101000000_new';

describe('a migration', () => {
  beforeEach(async () => {
    await pool.query(`DELETE FROM _prisma_migrations WHERE migration_name = '${newName}'`);
    await pool.query('DROP TABLE IF EXISTS half');
  });

  test('is applied once, and found applied by the next start', async () => {
    const newer = await makeMigrations('CREATE TABLE half (n int); INSERT INTO half VALUES (1)');
    expect(await migrate({ pool, migrationsDir: newer })).toEqual([newName]);
    expect(await migrate({ pool, migrationsDir: newer })).toEqual([]);
    expect(await readHalf()).toEqual([{ n: 1 }]);
  });

  test('that fails in the middle leaves nothing of itself, and is applied when it is mended', async () => {
    const broken = await makeMigrations('CREATE TABLE half (n int); INSERT INTO half VALUES (1 / 0)');
    await expect(migrate({ pool, migrationsDir: broken })).rejects.toMatchObject({
      code: 'migration_failed',
      message: `The migration ${newName} could not be applied, and nothing of it was kept. Reason: division by zero`,
    });
    expect(await readHalf()).toBeUndefined();

    const mended = await makeMigrations('CREATE TABLE half (n int)');
    expect(await migrate({ pool, migrationsDir: mended })).toEqual([newName]);
  });

  test('that this release lacks means a newer database, which is refused with what to do', async () => {
    await migrate({ pool, migrationsDir: await makeMigrations('CREATE TABLE half (n int)') });
    await expect(migrate({ pool, migrationsDir })).rejects.toMatchObject({
      code: 'database_newer',
      message: expect.stringMatching(`${newName}.*newer release.*backup`),
    });
  });

  test('that was edited after it was applied is refused', async () => {
    await migrate({ pool, migrationsDir: await makeMigrations('CREATE TABLE half (n int)') });
    const edited = await makeMigrations('CREATE TABLE half (n bigint)');
    await expect(migrate({ pool, migrationsDir: edited })).rejects.toMatchObject({
      code: 'migration_edited',
      message: expect.stringContaining(newName),
    });
  });

  test('that prisma migrate left unfinished is refused until it is resolved', async () => {
    const newer = await makeMigrations('CREATE TABLE half (n int)');
    await pool.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('unfinished', 'x', '${newName}')`,
    );
    await expect(migrate({ pool, migrationsDir: newer })).rejects.toMatchObject({
      code: 'migration_failed',
      message: expect.stringContaining(`prisma migrate resolve --rolled-back ${newName}`),
    });

    // What that command does.
    await pool.query(`UPDATE _prisma_migrations SET rolled_back_at = now() WHERE id = 'unfinished'`);
    expect(await migrate({ pool, migrationsDir: newer })).toEqual([newName]);
  });
});

test('a migration whose process is killed in the middle is not half applied, and the next start applies it', async () => {
  const place = await makeEmptyDatabase();
  const halfway = await makeMigrations(
    'CREATE TABLE half (n int); INSERT INTO half SELECT generate_series(1, 5000000)',
  );
  const child = startChild('migrate.ts', {
    args: [JSON.stringify({ ...toPlace(place), migrationsDir: halfway })],
  });
  await untilHalfway(place, child.ended);
  child.process.kill('SIGKILL');
  await child.ended;
  expect(child.output()).toBe('');

  const mended = await makeMigrations('CREATE TABLE half (n int); INSERT INTO half VALUES (1)');
  const next = startChild('migrate.ts', {
    args: [JSON.stringify({ ...toPlace(place), migrationsDir: mended })],
  });
  expect(JSON.parse(await next.firstLine())).toEqual([newName]);
  expect(await next.ended).toBe(0);
}, 120_000);

test('five processes that start at once on an empty server apply each migration once', async ({ skip }) => {
  const place = await makeEmptyDatabase();
  if (!('url' in place)) skip('The embedded database refuses a second process');
  const children = Array.from({ length: 5 }, () =>
    startChild('open-database.ts', { args: [JSON.stringify(place)] }),
  );
  const applied = await Promise.all(
    children.map(async (child) => JSON.parse(await child.firstLine()).appliedMigrations),
  );
  expect(applied.flat()).toEqual(await readMigrationNames());

  for (const child of children) child.process.stdin.end();
  expect(await Promise.all(children.map((child) => child.ended))).toEqual([0, 0, 0, 0, 0]);
}, 120_000);

test('opening an up-to-date database applies nothing', async () => {
  const place = await makeEmptyDatabase();
  const first = await openDatabase({ ...place, log: quietLog });
  expect(first.appliedMigrations).toEqual(await readMigrationNames());
  await first.close();
  const second = await openDatabase({ ...place, log: quietLog });
  expect(second.appliedMigrations).toEqual([]);
  await second.close();
}, 120_000);

test('no migration holds what cannot run inside a transaction, or what the embedded database lacks', async () => {
  for (const name of await readMigrationNames()) {
    const sql = await readFile(path.join(migrationsDir, name, 'migration.sql'), 'utf8');
    // The body of a function begins and ends a block, not a transaction.
    const statements = sql.replaceAll(/\$\$[\s\S]*?\$\$/gu, "''");
    expect(statements).not.toMatch(
      /\bCONCURRENTLY\b|\bVACUUM\b|^\s*(BEGIN|COMMIT|ROLLBACK)\b|\bCREATE\s+EXTENSION\b/imu,
    );
  }
});

/** The real migrations and one more. */
async function makeMigrations(sql: string): Promise<string> {
  const folder = await makeTemporaryFolder();
  await cp(migrationsDir, folder, { recursive: true });
  await mkdir(path.join(folder, newName));
  await writeFile(path.join(folder, newName, 'migration.sql'), sql);
  return folder;
}

async function readMigrationNames(): Promise<string[]> {
  const entries = await readdir(migrationsDir, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

async function readHalf(): Promise<unknown[] | undefined> {
  const { rows } = await pool.query(`SELECT to_regclass('half') AS half`);
  return rows[0]?.half === null ? undefined : (await pool.query('SELECT n FROM half')).rows;
}

type Place = Awaited<ReturnType<typeof makeEmptyDatabase>>;

function toPlace(place: Place): { url: string } | { databaseDir: string } {
  return 'url' in place ? place : { databaseDir: path.join(place.dataDir, 'database') };
}

/** Until the rows of the migration are visibly being written. */
async function untilHalfway(place: Place, ended: Promise<unknown>): Promise<void> {
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  while (!isOver && !(await isHalfway(place))) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(isOver).toBe(false);
}

async function isHalfway(place: Place): Promise<boolean> {
  if ('url' in place) {
    const { rows } = await pool.query(
      `SELECT 1 FROM pg_stat_activity WHERE query LIKE 'CREATE TABLE half%' AND state = 'active'
         AND datname = $1 AND clock_timestamp() - query_start > '300 ms'`,
      [new URL(place.url).pathname.slice(1)],
    );
    return rows.length === 1;
  }
  return (await findLargestFile(path.join(place.dataDir, 'database', 'base'))) > 20_000_000;
}

async function findLargestFile(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const sizes = await Promise.all(
    names.map((name) =>
      stat(path.join(folder, name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return Math.max(0, ...sizes);
}
