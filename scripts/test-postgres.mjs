// @ts-check
// `npm run test:postgres`: the same tests on PostgreSQL, the one in TEST_DATABASE_URL or one made for this run.
import { runTests } from './run-tests.mjs';
import { withPostgres } from './set-up/throwaway-postgres.mjs';
import { runScript, setUp } from './setup.mjs';

await runScript(async () => {
  await setUp({ withChromium: true, withCoturn: true });
  const args = process.argv.slice(2);
  if (process.env.TEST_DATABASE_URL) return runTests(args);
  return withPostgres((url) => runTests(args, { ...process.env, TEST_DATABASE_URL: url }));
});
