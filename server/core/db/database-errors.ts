/**
 * Why a database could not be opened, by name. The message is for the person who runs the server: it says what
 * is wrong, where, and what to do. It never holds a password.
 */
export type DatabaseOpenErrorCode =
  /** DATABASE_URL is not the address of a PostgreSQL database. */
  | 'database_address_invalid'
  /** Nobody answers there, or the answer is a refusal. */
  | 'database_unreachable'
  /** PostgreSQL is older than this release can use. */
  | 'database_too_old'
  /** The database has a migration that this release lacks. */
  | 'database_newer'
  /** A migration file differs from the one that was applied. */
  | 'migration_edited'
  /** A migration could not be applied, now or at an earlier attempt. */
  | 'migration_failed'
  /** Another process has the embedded database open. */
  | 'data_in_use'
  /** The data folder cannot be written. */
  | 'data_not_writable'
  /** The embedded database's files belong to another major version of PostgreSQL. */
  | 'data_of_other_version'
  /** The embedded database did not start: its files are damaged, or the machine lacks memory. */
  | 'embedded_start_failed';

export class DatabaseOpenError extends Error {
  override readonly name = 'DatabaseOpenError';
  readonly code: DatabaseOpenErrorCode;

  constructor({ code, message, cause }: { code: DatabaseOpenErrorCode; message: string; cause?: unknown }) {
    super(message, { cause });
    this.code = code;
  }
}

/**
 * The embedded database's thread ended while this was in flight. Nothing of it was acknowledged; what was
 * acknowledged before is on disk. The pool is usable again at once.
 */
export class EmbeddedDatabaseStoppedError extends Error {
  override readonly name = 'EmbeddedDatabaseStoppedError';
}

/** A transaction was to be committed although a statement in it had failed: PostgreSQL keeps nothing of it. */
export class TransactionNotCommittedError extends Error {
  override readonly name = 'TransactionNotCommittedError';
}
