import pg from 'pg';
import { DatabaseOpenError } from './database-errors.ts';

/** PostgreSQL 15 is the oldest that the tests run on. */
const oldestMajor = 15;
/** More do not make two cores faster, and ten servers must fit into PostgreSQL's usual hundred. */
const connectionsMax = 10;
const connectTimeoutMs = 5_000;
/** The same limit as the embedded database's watchdog: a statement that takes longer hangs. */
const statementTimeoutMs = 60_000;

/** Connects to a PostgreSQL server. Rejects with DatabaseOpenError, in words for who runs it and without the password. */
export async function openPostgresPool({ url }: { url: string }): Promise<pg.Pool> {
  const place = describePlace(url);
  const pool = new pg.Pool({
    connectionString: url,
    max: connectionsMax,
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: statementTimeoutMs,
    keepAlive: true,
  });
  // The pool has already dropped a connection that broke while idle; openDatabase logs it.
  const ignore = () => {};
  pool.on('error', ignore);
  try {
    const { rows } = await pool.query<{ number: number; text: string }>(
      `SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS text`,
    );
    for (const version of rows) assertSupportedVersion({ version, place });
    return pool;
  } catch (cause) {
    await pool.end();
    throw cause instanceof DatabaseOpenError ? cause : unreachableError({ place, cause });
  } finally {
    pool.off('error', ignore);
  }
}

export function assertSupportedVersion({
  version,
  place,
}: {
  version: { number: number; text: string };
  place: string;
}): void {
  if (version.number >= oldestMajor * 10_000) return;
  throw new DatabaseOpenError({
    code: 'database_too_old',
    message: `PostgreSQL ${version.text} at ${place} is too old: Lectern needs ${oldestMajor} or newer. Upgrade it first.`,
  });
}

/** Host, port and database as pg understands them, never user or password. */
function describePlace(url: string): string {
  if (!/^postgres(ql)?:\/\//u.test(url)) throw addressError();
  try {
    const client = new pg.Client({ connectionString: url });
    const host = client.host.startsWith('/')
      ? `the socket in ${client.host}`
      : `${client.host}:${client.port}`;
    return `${host}, database "${client.database ?? ''}"`;
  } catch (cause) {
    throw addressError(cause);
  }
}

function addressError(cause?: unknown): DatabaseOpenError {
  return new DatabaseOpenError({
    code: 'database_address_invalid',
    message:
      'DATABASE_URL is not the address of a PostgreSQL database, as in postgresql://user:password@host:5432/name',
    // The cause of an address that cannot be read holds the address, and so the password.
    ...(cause instanceof Error && { cause: cause.name }),
  });
}

function unreachableError({ place, cause }: { place: string; cause: unknown }): DatabaseOpenError {
  return new DatabaseOpenError({
    code: 'database_unreachable',
    message: `PostgreSQL at ${place} cannot be used: ${reasonOf(cause)}`,
    cause,
  });
}

/** PostgreSQL's codes for what is wrong with the address although a server answered. */
const advice: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there. Is it running, and are host and port in DATABASE_URL right?',
  ENOENT: 'there is no such socket. Is it running, and is the path in DATABASE_URL right?',
  ENOTFOUND: 'the host name is unknown. Is it spelled right in DATABASE_URL?',
  EAI_AGAIN: 'the host name cannot be looked up now. Does this machine reach its DNS server?',
  ETIMEDOUT: 'it does not answer. Does a firewall stand in between?',
  '28P01': 'it refuses the password of DATABASE_URL.',
  '28000': 'it refuses this user from this machine (pg_hba.conf), or asks for TLS.',
  '3D000': 'the database does not exist. Create it (createdb), or correct its name in DATABASE_URL.',
  '53300': 'all its connections are taken. Raise max_connections, or stop what holds them.',
};

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const code = 'code' in cause ? String(cause.code) : '';
  return advice[code] ?? (cause.message || code);
}
