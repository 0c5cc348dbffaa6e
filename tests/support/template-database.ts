import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrationsDir, openDatabase } from '#server/core/db/open-database.ts';
import { quietLog } from './quiet-log.ts';

/** What a test file's own database is copied from. */
export interface TemplateDatabase {
  /** For embedded databases: `snapshotPath` of openDatabase. */
  snapshotPath: string;
  /** For a server that is a process of its own: a data folder to begin with, whose database was closed in order. */
  dataPath: string;
  /** On TEST_DATABASE_URL: `name` is the migrated database; copies are called `${prefix}…` and dropped at the end. */
  server: ServerTemplate | undefined;
}

export interface ServerTemplate {
  url: string;
  name: string;
  prefix: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    templateDatabase: TemplateDatabase;
  }
}

const cacheDir = fileURLToPath(new URL('../../.cache/test-database/', import.meta.url));
/** Nobody's test run takes longer, so what is older was left by one that died. */
const leftoverAfterMs = 24 * 60 * 60_000;

/** Runs once before all tests (`globalSetup`): makes one migrated database, which every test file gets a copy of. */
export default async function provideTemplateDatabase(project: TestProject): Promise<() => Promise<void>> {
  const url = process.env.TEST_DATABASE_URL;
  const server = url ? await makeServerTemplate(url) : undefined;
  const snapshotPath = await makeSnapshot();
  project.provide('templateDatabase', { snapshotPath, dataPath: await makeDataFolder(snapshotPath), server });
  return async () => {
    if (!server) return;
    await onServer(server.url, (client) => dropDatabases(client, (name) => name.startsWith(server.prefix)));
  };
}

/** Kept between runs under the hash of everything it is made from: it takes seconds to make and 40 MB. */
async function makeSnapshot(): Promise<string> {
  const file = path.join(cacheDir, `${await hashOfSources()}.tar`);
  if (existsSync(file)) return file;

  await mkdir(cacheDir, { recursive: true });
  await removeLeftoverSnapshots();
  const database = await openDatabase({ log: quietLog });
  try {
    // Under another name first: a run that starts now must not find half of it.
    const unfinished = `${file}.${randomBytes(4).toString('hex')}`;
    await writeFile(unfinished, (await database.dump?.()) ?? '');
    await rename(unfinished, file);
  } finally {
    await database.close();
  }
  return file;
}

/** A copy of it is open in a third of the time that making one takes. */
async function makeDataFolder(snapshotPath: string): Promise<string> {
  const folder = `${snapshotPath}.data`;
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.${randomBytes(4).toString('hex')}`;
  await (await openDatabase({ dataDir: unfinished, snapshotPath, log: quietLog })).close();
  // Another run may have been quicker: its folder is as good.
  await rename(unfinished, folder).catch(() => rm(unfinished, { recursive: true }));
  return folder;
}

async function hashOfSources(): Promise<string> {
  const hash = createHash('sha256');
  hash.update(
    await readFile(new URL('../../node_modules/@electric-sql/pglite/package.json', import.meta.url)),
  );
  for (const name of (await readdir(migrationsDir)).sort()) {
    const file = path.join(migrationsDir, name, 'migration.sql');
    if (existsSync(file)) hash.update(name).update(await readFile(file));
  }
  return hash.digest('hex').slice(0, 16);
}

async function removeLeftoverSnapshots(): Promise<void> {
  for (const name of await readdir(cacheDir)) {
    const file = path.join(cacheDir, name);
    if (Date.now() - (await stat(file)).mtimeMs > leftoverAfterMs)
      await rm(file, { recursive: true, force: true });
  }
}

async function makeServerTemplate(url: string): Promise<ServerTemplate> {
  const prefix = `lectern_test_${Date.now()}_${randomBytes(3).toString('hex')}_`;
  const name = `${prefix}template`;
  await onServer(url, async (client) => {
    await dropDatabases(client, isLeftover);
    await client.query(`CREATE DATABASE ${name}`);
  });
  // A database that is connected to cannot be copied, so this one is closed again.
  const database = await openDatabase({ url: withDatabase({ url, name }), log: quietLog });
  await database.close();
  return { url, name, prefix };
}

function isLeftover(name: string): boolean {
  const startedAt = /^lectern_test_(\d+)_/u.exec(name)?.[1];
  return startedAt !== undefined && Date.now() - Number(startedAt) > leftoverAfterMs;
}

async function dropDatabases(client: pg.Client, isToDrop: (name: string) => boolean): Promise<void> {
  const { rows } = await client.query<{ name: string }>('SELECT datname AS name FROM pg_database');
  for (const { name } of rows.filter((row) => isToDrop(row.name))) {
    await client.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`);
  }
}

/** Connects to the database that `url` names, to make and drop others from there. */
export async function onServer<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

export function withDatabase({ url, name }: { url: string; name: string }): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}
