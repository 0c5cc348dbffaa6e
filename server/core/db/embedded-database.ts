import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { DatabaseOpenError, EmbeddedDatabaseStoppedError } from './database-errors.ts';
import type { DatabaseLog } from './database-log.ts';
import { EmbeddedSocket } from './embedded-socket.ts';
import { EmbeddedThread } from './embedded-thread.ts';
import { endPool } from './end-pool.ts';

/** PGlite 0.5 is PostgreSQL 18; the files of one major version cannot be read by another. */
export const embeddedMajor = '18';

/** Far more than any statement of ours takes; what lasts longer hangs, and hangs everybody: there is one session. */
const answerLimitMs = 60_000;

export type OpenEmbeddedDatabaseOptions = {
  /** Folder of the database's files, made when missing. Without it the database lives in memory. */
  databaseDir?: string | undefined;
  /** File made by `dump`, which a new database starts from instead of from nothing. */
  snapshotPath?: string | undefined;
  log: DatabaseLog;
};

export type EmbeddedDatabase = {
  pool: pg.Pool;
  /** All files of the database as a tar archive, taken between two statements. */
  dump(): Promise<Uint8Array>;
  /** Called when migrations, which may take as long as they need, are through. */
  startWatchdog(options?: { limitMs?: number }): void;
  close(): Promise<void>;
};

/**
 * PostgreSQL inside this process (PGlite), reached through an ordinary pool of one connection.
 *
 * A thread that hangs or crashes is replaced: what was in flight is rejected with EmbeddedDatabaseStoppedError, what
 * was acknowledged is recovered from the files. A database in memory cannot be replaced and stays closed.
 */
export async function openEmbeddedDatabase({
  databaseDir,
  snapshotPath,
  log,
}: OpenEmbeddedDatabaseOptions): Promise<EmbeddedDatabase> {
  if (databaseDir) assertReadableFiles(databaseDir);
  let limitMs: number | undefined;
  let closing = false;
  let thread: Promise<EmbeddedThread> | undefined = start();
  await thread;

  const pool = new pg.Pool({
    // One session cannot be shared: a second client would be answered with the first one's results.
    max: 1,
    idleTimeoutMillis: 0,
    // Stated, so that the environment (PGUSER, PGSSLMODE …) has no say.
    user: 'postgres',
    database: 'postgres',
    ssl: false,
    stream: () => new EmbeddedSocket({ getThread }),
  });

  // An idle client that loses its session is of no interest here: the thread's end is logged below.
  pool.on('error', () => {});

  async function getThread(): Promise<EmbeddedThread> {
    thread ??= start();
    const current = await thread;
    if (!current.ended || !databaseDir) return current;
    await current.gone;
    return await thread;
  }

  function start(): Promise<EmbeddedThread> {
    const starting = EmbeddedThread.start({ databaseDir, snapshotPath });
    starting.then(attach, () => {
      // The next client tries again: a full disk may have been emptied by then.
      if (thread === starting) thread = undefined;
    });
    return starting;
  }

  function attach(started: EmbeddedThread): void {
    if (limitMs !== undefined) started.watch({ limitMs });
    void started.gone.then((reason) => {
      if (closing) return;
      if (!databaseDir) {
        log.error({ err: reason }, 'The database in memory is lost');
        return;
      }
      log.error({ err: reason }, 'The embedded database stopped; opening it again');
      thread = start();
      thread.then(
        () => log.info('The embedded database is open again'),
        (err) => log.error({ err }, 'The embedded database could not be opened again'),
      );
    });
  }

  return {
    pool,
    dump: async () => {
      if (!thread) throw new EmbeddedDatabaseStoppedError('The embedded database is not open');
      return await (await thread).request({ op: 'dump' });
    },
    startWatchdog: (options) => {
      limitMs = options?.limitMs ?? answerLimitMs;
      thread?.then((running) => running.watch({ limitMs: limitMs ?? answerLimitMs })).catch(() => {});
    },
    close: async () => {
      await endPool(pool);
      closing = true;
      const running = await thread?.catch(() => undefined);
      await running?.close();
    },
  };
}

function assertReadableFiles(databaseDir: string): void {
  const versionFile = path.join(databaseDir, 'PG_VERSION');
  if (!existsSync(versionFile)) return;
  const major = readFileSync(versionFile, 'utf8').trim();
  if (major === embeddedMajor) return;
  throw new DatabaseOpenError({
    code: 'data_of_other_version',
    message:
      `The embedded database in ${databaseDir} belongs to PostgreSQL ${major}, and this release of Lectern has ` +
      `PostgreSQL ${embeddedMajor}. Start the release that wrote it again; the notes of each release say how its data is moved.`,
  });
}
