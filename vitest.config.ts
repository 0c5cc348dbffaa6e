import { defineConfig } from 'vitest/config';
import { findChromium } from './scripts/set-up/chromium.mjs';
import { findMediaWorker } from './scripts/set-up/media-worker.mjs';
import viteConfig from './vite.config.ts';

/** Tests that take longer than half a minute have a run of their own (`npm run test:long`). */
const isLong = process.env.LECTERN_TEST_LONG === '1';

/** What is awaited comes in milliseconds; a full machine may let it wait, and says nothing false by that. */
const POLL_TIMEOUT_MS = 15_000;

/** `.test.ts` or `.spec.ts` files in a folder, the long ones apart from the others. */
function filesIn(folders: string[], kind: 'test' | 'spec' = 'test', not: string[] = []) {
  const ending = isLong ? `long.${kind}.ts` : `${kind}.ts`;
  return {
    include: folders.map((folder) => `${folder}/**/*.${ending}`),
    exclude: ['**/node_modules/**', ...not, ...(isLong ? [] : [`**/*.long.${kind}.ts`])],
  };
}

const forPages = {
  globalSetup: 'tests/support/template-database.ts',
  testTimeout: 120_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: POLL_TIMEOUT_MS } },
};

export default defineConfig({
  // Code of the pages that is tested without a browser sees the same packages as in one.
  resolve: viteConfig.resolve ?? {},
  test: {
    // Two cores are what a small server and a small CI machine have; more would race for them.
    maxWorkers: 2,
    // Every test brings and takes away its own people, folders and timers, so files need no process each: to start one and load the server into it took
    // longer than most files' tests.
    pool: 'threads',
    isolate: false,
    // The same parts that set-up found, whichever way the tests were started.
    env: {
      MEDIASOUP_WORKER_BIN: findMediaWorker() ?? '',
      LECTERN_TEST_CHROMIUM: findChromium() ?? '',
    },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          ...filesIn(['shared', 'server', 'client', 'scripts']),
          // Some compute for a second (passwords, random play), and a machine may have others to serve.
          testTimeout: 30_000,
        },
      },
      {
        // A real server, database and media worker, spoken to over the wire.
        extends: true,
        test: {
          name: 'wire',
          ...filesIn(['tests']),
          globalSetup: 'tests/support/template-database.ts',
          // Bounds for a machine ten times slower than ours; nothing in a test waits for them.
          testTimeout: 60_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: POLL_TIMEOUT_MS } },
        },
      },
      {
        // Real pages without sound and picture: these leave each other room.
        extends: true,
        test: {
          name: 'browser',
          ...filesIn(['tests/e2e'], 'spec', ['tests/e2e/on-air/**']),
          ...forPages,
        },
      },
      {
        // Pages that send and receive, one file at a time and after all others: two browsers with video at once starve each other.
        extends: true,
        test: {
          name: 'on-air',
          ...filesIn(['tests/e2e/on-air'], 'spec'),
          ...forPages,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
