/** Applies the migrations of a folder to the database given, both in the options given as JSON, and prints which. */
import pg from 'pg';
import { openEmbeddedDatabase } from '#server/core/db/embedded-database.ts';
import { migrate } from '#server/core/db/migrate.ts';
import { quietLog } from '#tests/support/quiet-log.ts';

interface Options {
  migrationsDir: string;
  url?: string;
  databaseDir?: string;
}

const { migrationsDir, url, databaseDir }: Options = JSON.parse(process.argv[2] ?? '{}');
const pool = url
  ? new pg.Pool({ connectionString: url })
  : (await openEmbeddedDatabase({ databaseDir, log: quietLog })).pool;
console.log(JSON.stringify(await migrate({ pool, migrationsDir })));
process.exit();
