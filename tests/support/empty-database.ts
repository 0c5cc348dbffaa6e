import { randomBytes } from 'node:crypto';
import { inject, onTestFinished } from 'vitest';
import { onServer, withDatabase } from './template-database.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

/** Where a database can be opened, by this process or another: options of openDatabase. */
export type DatabasePlace = { url: string } | { dataDir: string };

/** A place with nothing in it, not even migrations, where the tests run. It is gone when the calling test is over. */
export async function makeEmptyDatabase(): Promise<DatabasePlace> {
  const { server } = inject('templateDatabase');
  if (!server) return { dataDir: await makeTemporaryFolder() };

  const name = `${server.prefix}${randomBytes(6).toString('hex')}`;
  await onServer(server.url, (client) => client.query(`CREATE DATABASE ${name}`));
  onTestFinished(async () => {
    await onServer(server.url, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
  });
  return { url: withDatabase({ url: server.url, name }) };
}
