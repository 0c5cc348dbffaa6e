import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DatabaseOpenError } from './database-errors.ts';

/** SQLite's primary result codes for a lock that another holds: SQLITE_BUSY, SQLITE_LOCKED. */
const heldByAnother = new Set([5, 6]);

/**
 * Takes the folder for this process alone, or refuses at once.
 *
 * PGlite lets a second process in, and the two then overwrite each other's acknowledged rows. The lock is the
 * one that SQLite takes on an (empty) file: the kernel drops it when the process dies, however it dies, so
 * there is never a stale one to clean up by hand.
 */
export function lockDirectory(directory: string): { release(): void } {
  let lock: DatabaseSync | undefined;
  try {
    mkdirSync(directory, { recursive: true });
    lock = new DatabaseSync(join(directory, 'database.lock'), { timeout: 0 });
    // In memory, so that no journal file is left beside the lock.
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (cause) {
    lock?.close();
    throw refusal(directory, cause);
  }

  const held = lock;
  return {
    release: () => {
      if (held.isOpen) held.close();
    },
  };
}

function refusal(directory: string, cause: unknown): DatabaseOpenError {
  const resultCode = cause instanceof Error && 'errcode' in cause ? Number(cause.errcode) & 0xff : undefined;
  if (resultCode !== undefined && heldByAnother.has(resultCode)) {
    return new DatabaseOpenError({
      code: 'data_in_use',
      message:
        `Another process has the data in ${directory} open, and only one at a time may write it. ` +
        'Stop the other one, give this one a folder of its own (LECTERN_DATA_DIR), or let both use PostgreSQL (DATABASE_URL).',
      cause,
    });
  }
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new DatabaseOpenError({
    code: 'data_not_writable',
    message: `The data folder ${directory} cannot be written (${reason}). Make it writable for this user, or name another (LECTERN_DATA_DIR).`,
    cause,
  });
}
