import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import { createClock } from '#server/core/clock.ts';
import { SignInCookie } from '#server/core/cookies.ts';
import { openDatabase } from '#server/core/db/open-database.ts';

import type { World } from './factories.ts';
import { quietLog } from './quiet-log.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const START_MS = 60_000;

/**
 * The server as a process of its own, to be killed and started again on the same data, port and media ports:
 *
 *     const server = await ServerProcess.start();
 *     await server.kill('SIGKILL');
 *     await server.restart();
 */
export class ServerProcess {
  readonly dataDir: string;
  readonly port: number;
  readonly url: string;
  /** What it printed, of all its lives. */
  output = '';
  readonly #env: Record<string, string>;
  #child: ChildProcess | undefined;

  private constructor(dataDir: string, port: number, env: Record<string, string>) {
    this.dataDir = dataDir;
    this.port = port;
    this.url = `http://localhost:${port}`;
    this.#env = env;
  }

  /** `prepare` fills the database before the first start: the factories work on it as on a running application. */
  static async start({
    env = {},
    prepare,
  }: {
    env?: Record<string, string>;
    prepare?: (world: World) => Promise<void>;
  } = {}): Promise<ServerProcess> {
    const dataDir = await mkdtemp(path.join(os.tmpdir(), 'lectern-process-'));
    await cp(path.join(inject('templateDatabase').dataPath, 'database'), path.join(dataDir, 'database'), {
      recursive: true,
    });
    const [port, mediaPort] = await findFreePorts(2);
    const server = new ServerProcess(dataDir, port ?? 0, { LECTERN_MEDIA_PORT: String(mediaPort), ...env });
    try {
      if (prepare) await server.#prepare(prepare);
      await server.restart();
    } catch (error) {
      // Nobody else knows of it: it would start after all, and run on.
      await server.close();
      throw error;
    }
    return server;
  }

  async #prepare(prepare: (world: World) => Promise<void>): Promise<void> {
    const database = await openDatabase({ dataDir: this.dataDir, log: quietLog });
    try {
      const cookie = new SignInCookie({ secure: false, days: 1 });
      await prepare({ url: this.url, context: { db: database.prisma, clock: createClock(), cookie } });
    } finally {
      await database.close();
    }
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  async restart(): Promise<void> {
    const from = this.output.length;
    const child = spawn(path.join(root, 'node_modules/.bin/node'), ['server/main.ts'], {
      cwd: root,
      env: {
        ...process.env,
        LECTERN_HOST: '127.0.0.1',
        LECTERN_ANNOUNCED_ADDRESS: '127.0.0.1',
        LECTERN_MEDIA_WORKERS: '1',
        LECTERN_PORT: String(this.port),
        LECTERN_DATA_DIR: this.dataDir,
        LECTERN_LOG_LEVEL: 'warn',
        ...this.#env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const take = (chunk: Buffer): void => {
      this.output += chunk.toString();
      if (this.output.slice(from).includes('Lectern is running at')) resolve();
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    child.once('exit', () => reject(new Error(`the server ended:\n${this.output.slice(from)}`)));
    const timer = setTimeout(
      () => reject(new Error(`the server did not start:\n${this.output.slice(from)}`)),
      START_MS,
    );
    await promise.finally(() => clearTimeout(timer));
  }

  /** Ends it, and waits until it is gone. Its media workers notice by themselves that nobody talks to them. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  /** The process ids of its media workers. */
  async workerPids(): Promise<number[]> {
    const pids: number[] = [];
    for (const entry of await readdir('/proc')) {
      if (!/^\d+$/u.test(entry)) continue;
      const stat = await readFile(`/proc/${entry}/stat`, 'utf8').catch(() => '');
      const [, name = '', , parent = ''] = /^\d+ \((.*)\) (\S) (\d+)/u.exec(stat) ?? [];
      if (name.startsWith('mediasoup-work') && Number(parent) === this.pid) pids.push(Number(entry));
    }
    return pids;
  }

  async close(): Promise<void> {
    await this.kill('SIGTERM');
    await rm(this.dataDir, { recursive: true, force: true });
  }
}

/** Free at this moment; another process could take one before it is used, which the start would then say. */
async function findFreePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    }),
  );
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === 'object' && address ? address.port : 0;
  });
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
