// @ts-check
// `npm test`: sets up what is missing, Chromium and coturn included, then runs every test.
//   npm test -- tests/http              some files
//   npm test -- --project unit          some kinds: unit, wire, browser, on-air
//   npm run test:long                   only those that take longer than half a minute
import { runTests } from './run-tests.mjs';
import { runScript, setUp } from './setup.mjs';

await runScript(async () => {
  const args = process.argv.slice(2);
  const isLong = args.includes('--long');
  await setUp({ withChromium: true, withCoturn: true });
  return runTests(
    args.filter((arg) => arg !== '--long'),
    { ...process.env, ...(isLong ? { LECTERN_TEST_LONG: '1' } : {}) },
  );
});
