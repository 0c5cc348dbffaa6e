import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { inject } from 'vitest';
import type { DatabaseLog } from '#server/core/db/database-log.ts';
import { type Database, openDatabase } from '#server/core/db/open-database.ts';
import { quietLog } from './quiet-log.ts';
import { onServer, withDatabase } from './template-database.ts';

/**
 * The embedded engine's code, held for as long as tests run. V8 compiles a module once for all threads of a process while somebody has it, and anew when the
 * last one has let it go: without this every database would compile nine megabytes.
 */
const engineCode = WebAssembly.compile(
  readFileSync(new URL('../../node_modules/@electric-sql/pglite/dist/pglite.wasm', import.meta.url)),
);

/**
 * A migrated, empty database for the calling test file alone: embedded and in memory, or on the server of
 * TEST_DATABASE_URL. Its `close` also removes it.
 *
 *     const database = await openTestDatabase();
 *     afterAll(() => database.close());
 */
export async function openTestDatabase({ log = quietLog }: { log?: DatabaseLog } = {}): Promise<Database> {
  const { snapshotPath, server } = inject('templateDatabase');
  if (!server) {
    await engineCode;
    return await openDatabase({ snapshotPath, log });
  }

  const name = `${server.prefix}${randomBytes(6).toString('hex')}`;
  await onServer(server.url, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${server.name}`));
  const database = await openDatabase({ url: withDatabase({ url: server.url, name }), log });
  return {
    ...database,
    close: async () => {
      await database.close();
      await onServer(server.url, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}
