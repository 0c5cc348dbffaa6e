/**
 * Opens the database of the options given as JSON, prints one line of JSON about it, and closes it when its standard
 * input ends.
 */
import { DatabaseOpenError } from '#server/core/db/database-errors.ts';
import { openDatabase } from '#server/core/db/open-database.ts';
import { quietLog } from '#tests/support/quiet-log.ts';

try {
  const database = await openDatabase({ ...JSON.parse(process.argv[2] ?? '{}'), log: quietLog });
  console.log(JSON.stringify({ appliedMigrations: database.appliedMigrations }));
  process.stdin.resume().on('end', () => void database.close());
} catch (error) {
  if (!(error instanceof DatabaseOpenError)) throw error;
  console.log(JSON.stringify({ code: error.code, message: error.message }));
}
