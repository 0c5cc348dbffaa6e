import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Pool, PoolClient } from 'pg';
import { DatabaseOpenError } from './database-errors.ts';

/** The advisory lock that Prisma's own schema engine takes, so that neither runs beside the other. */
const migrationLock = 72_707_369;

/** As Prisma makes it, so that `prisma migrate` and this runner read each other's records. */
const recordTable = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id                      VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum                VARCHAR(64) NOT NULL,
    finished_at             TIMESTAMPTZ,
    migration_name          VARCHAR(255) NOT NULL,
    logs                    TEXT,
    rolled_back_at          TIMESTAMPTZ,
    started_at              TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count     INTEGER NOT NULL DEFAULT 0
)`;

type Migration = { name: string; sql: string; checksum: string };
type MigrationRecord = { name: string; checksum: string; finished: boolean };

export type MigrateOptions = {
  pool: Pool;
  /** Folder with one folder per migration, as `prisma migrate dev` writes them. */
  migrationsDir: string;
};

/**
 * Brings the database to the newest migration and returns the names of those applied now.
 *
 * Each is applied together with its record or not at all. Processes that start at once wait for the first, and
 * then find nothing to do. Rejects with DatabaseOpenError when the database is newer than this release, when an
 * applied migration was edited, and when one fails or failed earlier.
 */
export async function migrate({ pool, migrationsDir }: MigrateOptions): Promise<string[]> {
  const migrations = await readMigrations(migrationsDir);
  const client = await pool.connect();
  // Every query below reports a broken connection by itself.
  client.on('error', () => {});
  try {
    await client.query('SET statement_timeout = 0');
    await client.query('SELECT pg_advisory_lock($1)', [migrationLock]);
    await client.query(recordTable);
    const pending = findPending({ migrations, records: await readRecords(client) });
    for (const migration of pending) await apply({ client, migration });
    return pending.map(({ name }) => name);
  } finally {
    // Ends the connection, and with it the lock and the setting.
    client.release(true);
  }
}

async function readMigrations(migrationsDir: string): Promise<Migration[]> {
  const entries = await readdir(migrationsDir, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return await Promise.all(
    names.sort().map(async (name) => {
      const file = await readFile(path.join(migrationsDir, name, 'migration.sql'));
      return { name, sql: file.toString('utf8'), checksum: createHash('sha256').update(file).digest('hex') };
    }),
  );
}

async function readRecords(client: PoolClient): Promise<MigrationRecord[]> {
  const { rows } = await client.query<MigrationRecord>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
       FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at`,
  );
  return rows;
}

function findPending({
  migrations,
  records,
}: {
  migrations: Migration[];
  records: MigrationRecord[];
}): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const record of records) {
    const migration = known.get(record.name);
    if (!migration) throw newerError(record.name);
    if (!record.finished) throw unfinishedError(record.name);
    if (record.checksum !== migration.checksum) throw editedError(record.name);
  }
  const applied = new Set(records.map(({ name }) => name));
  return migrations.filter(({ name }) => !applied.has(name));
}

async function apply({ client, migration }: { client: PoolClient; migration: Migration }): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(migration.sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
    await client.query('COMMIT');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DatabaseOpenError({
      code: 'migration_failed',
      message: `The migration ${migration.name} could not be applied, and nothing of it was kept. Reason: ${reason}`,
      cause,
    });
  }
}

function newerError(name: string): DatabaseOpenError {
  return new DatabaseOpenError({
    code: 'database_newer',
    message:
      `A newer release of Lectern wrote this database: it has the migration ${name}, which this release does not ` +
      'know. Start the newer release again, or restore the backup that was made before the upgrade.',
  });
}

function unfinishedError(name: string): DatabaseOpenError {
  return new DatabaseOpenError({
    code: 'migration_failed',
    message:
      `"prisma migrate" began the migration ${name} and did not finish it. Look at what it left and repair it, then ` +
      `run "npx prisma migrate resolve --rolled-back ${name}" to have it applied again, or with --applied if it is complete.`,
  });
}

function editedError(name: string): DatabaseOpenError {
  return new DatabaseOpenError({
    code: 'migration_edited',
    message:
      `The migration ${name} was changed after it was applied to this database. Bring back the file ` +
      `prisma/migrations/${name}/migration.sql of the release, and put the change into a migration of its own.`,
  });
}
