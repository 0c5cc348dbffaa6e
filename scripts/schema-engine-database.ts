import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  type ColumnType,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import pg from 'pg';
import { lockDirectory } from '#server/core/db/directory-lock.ts';
import { openEmbeddedDatabase } from '#server/core/db/embedded-database.ts';

/**
 * Where the engine works: `postgresql://user@host/name` is a server, `postgresql://embedded/?dir=<folder>` the
 * application's own database in that data folder.
 */
export type Target = { kind: 'server'; url: URL } | { kind: 'embedded'; dataDir: string };

export function parseTarget(text: string): Target {
  const url = new URL(text);
  if (url.hostname !== 'embedded') return { kind: 'server', url };
  return { kind: 'embedded', dataDir: url.searchParams.get('dir') ?? 'data' };
}

/** Rejects when the database cannot be opened; a server's missing database has the code 3D000. */
export async function assertReachable(target: Target): Promise<void> {
  if (target.kind === 'embedded') return lockDirectory(target.dataDir).release();
  await runOn(target.url, async () => {});
}

export async function createDatabase(target: Target): Promise<void> {
  if (target.kind === 'embedded') {
    mkdirSync(target.dataDir, { recursive: true });
    return;
  }
  const name = decodeURIComponent(target.url.pathname.slice(1));
  const maintenance = new URL(target.url);
  maintenance.pathname = '/postgres';
  await runOn(maintenance, async (client) => {
    await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  });
}

async function runOn(url: URL, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

type Opened = { pool: pg.Pool; close(): Promise<void> };

/** What the engine asks for connections. Shadow databases are embedded and in memory, so they need no rights anywhere. */
export function createAdapterFactory(target: Target): {
  factory: SqlMigrationAwareDriverAdapterFactory;
  close(): Promise<void>;
} {
  let main: Promise<Opened> | undefined;
  return {
    factory: {
      provider: 'postgres',
      adapterName: '@prisma/adapter-pg',
      connect: async () => {
        main ??= open(target);
        return await createAdapter({ pool: (await main).pool, close: async () => {} });
      },
      connectToShadowDb: async () => await createAdapter(await openEmbeddedDatabase({ log: console })),
    },
    close: async () => {
      await (await main)?.close();
    },
  };
}

async function open(target: Target): Promise<Opened> {
  if (target.kind === 'server') {
    const pool = new pg.Pool({ connectionString: target.url.href, max: 1 });
    return { pool, close: () => pool.end() };
  }
  const lock = lockDirectory(target.dataDir);
  const database = await openEmbeddedDatabase({
    databaseDir: path.join(target.dataDir, 'database'),
    log: console,
  });
  return {
    pool: database.pool,
    close: async () => {
      await database.close();
      lock.release();
    },
  };
}

/**
 * Prisma's adapter, except for what the schema engine cannot take from it: it refuses the catalogue's "char" type,
 * splits scripts at every semicolon (also inside functions and texts), and writes times in a form of its own.
 */
async function createAdapter({ pool, close }: Opened): Promise<SqlDriverAdapter> {
  const adapter = await new PrismaPg(pool).connect();
  // Protected in its types, but the engine knows errors only in the words of this method.
  const rejectInPrismasWords: (error: unknown) => never = Reflect.get(adapter, 'onError').bind(adapter);

  adapter.queryRaw = async ({ sql, args }) => {
    const { fields, rows } = await pool
      .query<unknown[]>({ text: sql, values: args, rowMode: 'array', types: { getTypeParser } })
      .catch(rejectInPrismasWords);
    return {
      columnNames: fields.map(({ name }) => name),
      columnTypes: fields.map(({ dataTypeID }) => columnTypes.get(dataTypeID) ?? ColumnTypeEnum.Text),
      rows,
    };
  };
  adapter.executeScript = async (script) => {
    await pool.query(script).catch(rejectInPrismasWords);
  };
  adapter.dispose = close;
  return adapter;
}

/** By PostgreSQL's type number: what the engine's own queries of the catalogue return, besides text. */
const columnTypes = new Map<number, ColumnType>([
  [16, ColumnTypeEnum.Boolean],
  [18, ColumnTypeEnum.Character],
  [20, ColumnTypeEnum.Int64],
  [21, ColumnTypeEnum.Int32],
  [23, ColumnTypeEnum.Int32],
  [26, ColumnTypeEnum.Int64],
  [1002, ColumnTypeEnum.CharacterArray],
  [1003, ColumnTypeEnum.TextArray],
  [1009, ColumnTypeEnum.TextArray],
  [1114, ColumnTypeEnum.DateTime],
  [1184, ColumnTypeEnum.DateTime],
]);

/** The number of text[]: its parser fits every array of short names. */
const textArray: number = 1009;

function getTypeParser(oid: number): (value: string) => unknown {
  switch (columnTypes.get(oid)) {
    case ColumnTypeEnum.TextArray:
    case ColumnTypeEnum.CharacterArray:
      return pg.types.getTypeParser(textArray);
    case ColumnTypeEnum.Int32:
    case ColumnTypeEnum.Boolean:
      return pg.types.getTypeParser(oid);
    case ColumnTypeEnum.DateTime:
      return toIsoTime;
    default:
      return (value) => value;
  }
}

/** "2026-11-23 18:40:00.5+07" or without a zone, which is UTC, to ISO 8601. */
function toIsoTime(value: string): string {
  const time = value.replace(' ', 'T');
  if (/[+-]\d\d$/u.test(time)) return `${time}:00`;
  return /[+-]\d\d:\d\d$/u.test(time) ? time : `${time}+00:00`;
}
