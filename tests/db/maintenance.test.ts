import path from 'node:path';
import pg from 'pg';
import { expect, inject, onTestFinished, test } from 'vitest';
import { openEmbeddedDatabase } from '#server/core/db/embedded-database.ts';
import { startMaintenance } from '#server/core/db/maintenance.ts';
import { quietLog } from '#tests/support/quiet-log.ts';
import { makeTemporaryFolder } from '#tests/support/temporary-folder.ts';

const never = 60 * 60_000;

test('checkpoints are made again and again, so that the log after a crash stays short', async () => {
  const { pool } = await open();
  const maintenance = startMaintenance({
    pool,
    log: quietLog,
    intervals: { ...intervals, checkpointEveryMs: 20 },
  });
  const before = await lastCheckpoint(pool);
  await pool.query('CREATE TABLE big AS SELECT generate_series(1, 20000) AS n');
  const first = await changeOf(() => lastCheckpoint(pool), before);
  await pool.query('INSERT INTO big SELECT generate_series(1, 20000)');
  await changeOf(() => lastCheckpoint(pool), first);
  await maintenance.stop();

  // Nothing of it runs any more: what is written now is behind the last checkpoint.
  const last = await lastCheckpoint(pool);
  await pool.query('INSERT INTO big SELECT generate_series(1, 20000)');
  expect(await lastCheckpoint(pool)).toBe(last);
}, 60_000);

test('tables are vacuumed and counted, also those with names that need quotes', async () => {
  const { pool } = await open();
  await pool.query('CREATE TABLE "Nửa ""tên" AS SELECT generate_series(1, 20000) AS n');
  await pool.query('DELETE FROM "Nửa ""tên" WHERE n > 5000');
  const maintenance = startMaintenance({
    pool,
    log: quietLog,
    intervals: { ...intervals, firstVacuumAfterMs: 20 },
  });
  await changeOf(() => estimatedRows(pool, 'Nửa "tên'), -1);
  expect(await estimatedRows(pool, 'Nửa "tên')).toBe(5_000);
  await maintenance.stop();
}, 60_000);

test('a run that fails is logged and the next one still comes', async () => {
  const pool = new pg.Pool();
  await pool.end();
  const warnings: unknown[] = [];
  const twice = Promise.withResolvers<void>();
  const warn = (_details: unknown, text?: string) => {
    warnings.push(text);
    if (warnings.length === 2) twice.resolve();
  };
  const maintenance = startMaintenance({
    pool,
    log: { ...quietLog, warn },
    intervals: { ...intervals, checkpointEveryMs: 10 },
  });
  await twice.promise;
  await maintenance.stop();
  expect(new Set(warnings)).toEqual(new Set(['The checkpoint of the embedded database failed']));
});

const intervals = { checkpointEveryMs: never, vacuumEveryMs: never, firstVacuumAfterMs: never };

async function open() {
  const databaseDir = path.join(await makeTemporaryFolder(), 'database');
  const { snapshotPath } = inject('templateDatabase');
  const database = await openEmbeddedDatabase({ databaseDir, snapshotPath, log: quietLog });
  onTestFinished(() => database.close());
  return database;
}

type Pool = Awaited<ReturnType<typeof open>>['pool'];

async function lastCheckpoint(pool: Pool): Promise<string | undefined> {
  const { rows } = await pool.query<{ lsn: string }>(
    'SELECT redo_lsn::text AS lsn FROM pg_control_checkpoint()',
  );
  return rows[0]?.lsn;
}

async function estimatedRows(pool: Pool, table: string): Promise<number | undefined> {
  const { rows } = await pool.query<{ rows: number }>(
    'SELECT reltuples::int AS rows FROM pg_class WHERE relname = $1',
    [table],
  );
  return rows[0]?.rows;
}

async function changeOf<T>(read: () => Promise<T>, before: T): Promise<T> {
  for (;;) {
    const now = await read();
    if (now !== before) return now;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
