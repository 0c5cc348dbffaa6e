import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { type App, type AppOptions, startApp } from '#server/app.ts';
import { type Config, readConfig } from '#server/core/config.ts';
import type { Database } from '#server/core/db/open-database.ts';
import { openTestDatabase } from './test-database.ts';

export interface TestApp extends App {
  /** What was logged as an error or worse; empty unless the test made it happen. */
  loggedErrors: string[];
  dataDir: string;
}

export interface TestAppOptions {
  env?: Record<string, string>;
  options?: Partial<Pick<AppOptions, 'rateLimitFactor' | 'clientDir'>>;
  /** Of a test that stops the application and starts it again; it stays open, and is the test's to close. */
  database?: Database;
}

/**
 * The real application on a port of its own, with a database and a data folder of its own and one real media worker:
 *
 *     const app = await startTestApp();
 *     afterAll(() => app.close());
 *
 * `close` fails when something was logged as an error that the test did not take out of `loggedErrors`.
 */
export async function startTestApp({
  env = {},
  options = {},
  database: given,
}: TestAppOptions = {}): Promise<TestApp> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'lectern-test-'));
  const database = given ? { ...given, close: async () => {} } : await openTestDatabase();
  const loggedErrors: string[] = [];
  const log = pino({ level: 'error' }, { write: (line: string) => loggedErrors.push(line) });
  const app = await startApp({ config: testConfig(dataDir, env), log, database, ...options });
  return {
    ...app,
    loggedErrors,
    dataDir,
    close: async () => {
      await app.close();
      await rm(dataDir, { recursive: true, force: true });
      if (loggedErrors.length > 0) throw new Error(`errors were logged:\n${loggedErrors.join('')}`);
    },
  };
}

function testConfig(dataDir: string, env: Record<string, string>): Config {
  const workerBin = process.env.MEDIASOUP_WORKER_BIN;
  if (!workerBin || !existsSync(workerBin)) {
    throw new Error('MEDIASOUP_WORKER_BIN names no media worker: run the tests through `npm test`');
  }
  return readConfig({
    LECTERN_HOST: '127.0.0.1',
    LECTERN_PORT: '0',
    LECTERN_DATA_DIR: dataDir,
    LECTERN_ANNOUNCED_ADDRESS: '127.0.0.1',
    LECTERN_MEDIA_PORT: '0',
    LECTERN_MEDIA_WORKERS: '1',
    LECTERN_SECRET: 'the tests have no secrets worth keeping',
    MEDIASOUP_WORKER_BIN: workerBin,
    ...env,
  });
}
