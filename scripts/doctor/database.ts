import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Pool } from 'pg';
import type { Config } from '#server/core/config.ts';
import { DatabaseOpenError } from '#server/core/db/database-errors.ts';
import { lockDirectory } from '#server/core/db/directory-lock.ts';
import { openEmbeddedDatabase } from '#server/core/db/embedded-database.ts';
import { migrationsDir } from '#server/core/db/open-database.ts';
import { openPostgresPool } from '#server/core/db/postgres-pool.ts';
import { type Finding, fine, hint, problem } from './finding.ts';

const log = { info: () => {}, warn: console.warn, error: console.error };

/** Whether the database opens, and how far its migrations are. Applies none. */
export async function* checkDatabase(config: Config | undefined): AsyncGenerator<Finding> {
  if (!config) return;
  try {
    yield config.databaseUrl ? await checkPostgres(config.databaseUrl) : await checkEmbedded(config.dataDir);
  } catch (error) {
    if (!(error instanceof DatabaseOpenError)) throw error;
    yield error.code === 'data_in_use'
      ? hint('The embedded database is open in another process, so it was not looked at', error.message)
      : problem(error.message);
  }
}

async function checkPostgres(url: string): Promise<Finding> {
  const pool = await openPostgresPool({ url });
  try {
    return await describeMigrations('PostgreSQL answers', pool);
  } finally {
    await pool.end();
  }
}

async function checkEmbedded(dataDir: string): Promise<Finding> {
  const databaseDir = path.join(dataDir, 'database');
  if (!existsSync(databaseDir)) return fine('There is no database yet; the first start makes it');

  const lock = lockDirectory(dataDir);
  try {
    const embedded = await openEmbeddedDatabase({ databaseDir, log });
    try {
      return await describeMigrations('The embedded database opens', embedded.pool);
    } finally {
      await embedded.close();
    }
  } finally {
    lock.release();
  }
}

async function describeMigrations(start: string, pool: Pool): Promise<Finding> {
  const applied = await listApplied(pool);
  const ours = readdirSync(migrationsDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

  const unknown = applied.filter((name) => !ours.includes(name));
  if (unknown.length > 0) {
    return problem(
      `${start}, but a newer release of Lectern wrote it (${unknown.join(', ')})`,
      'Start the newer release again, or restore the backup that was made before the upgrade.',
    );
  }
  const missing = ours.length - applied.length;
  return missing === 0
    ? fine(`${start} and is up to date`)
    : fine(`${start}; the next start applies ${missing} of ${ours.length} migrations`);
}

async function listApplied(pool: Pool): Promise<string[]> {
  const { rows: tables } = await pool.query("SELECT to_regclass('_prisma_migrations') AS name");
  if (!tables[0]?.name) return [];
  const { rows } = await pool.query<{ name: string }>(
    `SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`,
  );
  return rows.map(({ name }) => name);
}
