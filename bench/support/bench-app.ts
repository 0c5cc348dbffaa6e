import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { type App, startApp } from '#server/app.ts';
import { readConfig } from '#server/core/config.ts';

/** The whole application on loopback, with an embedded database in a folder that goes with it. */
export async function startBenchApp(env: Record<string, string> = {}): Promise<App> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'lectern-bench-'));
  const config = readConfig({
    LECTERN_HOST: '127.0.0.1',
    LECTERN_PORT: '0',
    LECTERN_DATA_DIR: dataDir,
    LECTERN_ANNOUNCED_ADDRESS: '127.0.0.1',
    LECTERN_MEDIA_PORT: '0',
    LECTERN_MEDIA_WORKERS: '1',
    ...(process.env.MEDIASOUP_WORKER_BIN ? { MEDIASOUP_WORKER_BIN: process.env.MEDIASOUP_WORKER_BIN } : {}),
    ...env,
  });
  // A hundred people from one address are what benches play.
  const app = await startApp({
    config,
    log: pino({ level: 'warn' }, process.stderr),
    rateLimitFactor: 1_000,
  });
  return {
    ...app,
    close: async () => {
      await app.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
