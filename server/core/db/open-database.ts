import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Pool } from 'pg';
import { PrismaClient } from '#prisma/generated/client.ts';
import type { DatabaseLog } from './database-log.ts';
import { lockDirectory } from './directory-lock.ts';
import { type EmbeddedDatabase, openEmbeddedDatabase } from './embedded-database.ts';
import { endPool } from './end-pool.ts';
import { startMaintenance } from './maintenance.ts';
import { migrate } from './migrate.ts';
import { openPostgresPool } from './postgres-pool.ts';
import { createPrismaAdapter } from './prisma-adapter.ts';

export const migrationsDir = fileURLToPath(new URL('../../../prisma/migrations', import.meta.url));

/**
 * Prisma waits 2 s for a connection by default. On the embedded database all transactions stand in one line, and a
 * burst (a room coming back) must be waited out rather than refused.
 */
const transactionOptions = { maxWait: 10_000, timeout: 10_000 };

export interface OpenDatabaseOptions {
  /** A PostgreSQL server, as in DATABASE_URL. Without it the embedded database is opened. */
  url?: string | undefined;
  /** Where the embedded database's files lie (in `database/`). Without it, it lives in memory. */
  dataDir?: string | undefined;
  /** A file made by `dump`, which a new embedded database starts from. */
  snapshotPath?: string | undefined;
  log: DatabaseLog;
}

export interface Database {
  prisma: PrismaClient;
  /** For SQL without Prisma. On the embedded database it has one connection: never hold it while waiting. */
  pool: Pool;
  kind: 'embedded' | 'postgresql';
  /** Names of the migrations applied while opening; empty when the database was up to date. */
  appliedMigrations: string[];
  /** All files of the embedded database as one tar archive; PostgreSQL has pg_dump. */
  dump?: () => Promise<Uint8Array>;
  /**
   * Answers what has reached the pool, rolls back transactions that are still open, and rejects what comes later. A
   * second call waits for the first.
   */
  close(): Promise<void>;
}

/** Opens and migrates the database. Rejects with DatabaseOpenError, whose message says what to do. */
export async function openDatabase(options: OpenDatabaseOptions): Promise<Database> {
  const store = options.url
    ? await openPostgres({ url: options.url, log: options.log })
    : await openEmbedded(options);
  try {
    const appliedMigrations = await migrate({ pool: store.pool, migrationsDir });
    const stopBackgroundWork = store.startBackgroundWork?.();
    const prisma = new PrismaClient({
      adapter: createPrismaAdapter(store.pool),
      transactionOptions,
      // The longer formats read our source files at every error, to quote the call into the message.
      errorFormat: 'minimal',
    });

    let closing: Promise<void> | undefined;
    return {
      prisma,
      pool: store.pool,
      kind: store.kind,
      appliedMigrations,
      ...(store.dump && { dump: store.dump }),
      close: () => {
        closing ??= (async () => {
          await stopBackgroundWork?.();
          await prisma.$disconnect();
          await store.close();
        })();
        return closing;
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** What the two kinds of database have in common below Prisma. */
interface Store {
  kind: Database['kind'];
  pool: Pool;
  dump?: () => Promise<Uint8Array>;
  startBackgroundWork?: () => () => Promise<void>;
  close(): Promise<void>;
}

async function openPostgres({ url, log }: { url: string; log: DatabaseLog }): Promise<Store> {
  const pool = await openPostgresPool({ url });
  pool.on('error', ({ message }) => {
    // Not the error itself: pg hangs the whole client on it.
    log.warn({ reason: message }, 'A connection to PostgreSQL was lost; the next query opens another');
  });
  return { kind: 'postgresql', pool, close: () => endPool(pool) };
}

async function openEmbedded({ dataDir, snapshotPath, log }: OpenDatabaseOptions): Promise<Store> {
  const lock = dataDir === undefined ? undefined : lockDirectory(dataDir);
  let embedded: EmbeddedDatabase;
  try {
    const databaseDir = dataDir === undefined ? undefined : path.join(dataDir, 'database');
    embedded = await openEmbeddedDatabase({ databaseDir, snapshotPath, log });
  } catch (error) {
    lock?.release();
    throw error;
  }

  return {
    kind: 'embedded',
    pool: embedded.pool,
    dump: embedded.dump,
    startBackgroundWork: () => {
      embedded.startWatchdog();
      if (dataDir === undefined) return async () => {};
      return startMaintenance({ pool: embedded.pool, log }).stop;
    },
    close: async () => {
      try {
        await embedded.close();
      } finally {
        lock?.release();
      }
    },
  };
}
