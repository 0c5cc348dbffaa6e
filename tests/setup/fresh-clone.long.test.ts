import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ScratchProject } from './scratch-project.ts';

const minuteMs = 60_000;
const startMs = 5_000;

/** A machine with Node, npm and Debian's packages: no GitHub, nothing in the cache, nothing of this checkout on the search path. */
const bare = {
  PATH: (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter((folder) => !folder.includes('node_modules'))
    .join(path.delimiter),
  MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL: 'http://127.0.0.1:1',
  LECTERN_HOST: '127.0.0.1',
  LECTERN_PORT: '0',
  LECTERN_MEDIA_PORT: '0',
  LECTERN_MEDIA_WORKERS: '1',
};

let scratch: ScratchProject;

beforeAll(async () => {
  scratch = await ScratchProject.make({ withDependencies: false });
});

afterAll(() => scratch.remove());

const npmStart = () => scratch.run('start', { command: 'npm', env: bare });
const setUp = () => scratch.run('scripts/setup.mjs', { command: 'node', env: bare });
const workers = () => path.join(scratch.cache, 'media-worker');

// One story: each test goes on where the one before it ended.
test(
  'set-up that was killed among the packages starts them again, and gets to the media worker',
  async () => {
    const first = setUp();
    await first.said('Fetching packages: 30 %');
    first.process.kill('SIGKILL');
    await first.ended;
    expect(existsSync(path.join(scratch.root, 'node_modules/.package-lock.json'))).toBe(false);

    // Killed again, early in the build of the worker.
    const second = setUp();
    await second.said('✓ Dependencies');
    await second.said('No ready-made media worker: 127.0.0.1:1 cannot be reached');
    await second.said('Building the media worker: 10 %');
    second.process.kill('SIGKILL');
    await second.ended;
    expect((await readdir(workers())).filter((name) => name.startsWith('mediasoup-worker'))).toEqual([]);
  },
  10 * minuteMs,
);

test(
  'npm start then builds the worker and everything else, and ends in a server that is ready',
  async () => {
    await serveOnce();

    const [folder, ...others] = (await readdir(workers())).filter((name) => name !== 'lock');
    expect(folder).toMatch(/^mediasoup-worker-/u);
    expect(others).toEqual([]);
  },
  60 * minuteMs,
);

test(
  'the second npm start serves within five seconds',
  async () => {
    expect(await serveOnce()).toBeLessThan(startMs);
  },
  minuteMs,
);

/** Resolves to how long it took until the server answered. */
async function serveOnce(): Promise<number> {
  const startedMs = performance.now();
  const start = npmStart();
  await start.said('Lectern is running at');
  // On a busy machine the clock counts what others do; then its own work is what must fit into the time.
  const servingMs = Math.min(performance.now() - startedMs, start.cpuMs());
  const url = /running at (\S+)/u.exec(start.output())?.[1] ?? '';
  expect(await (await fetch(`${url}/readyz`)).text()).toBe('ready');
  start.process.kill('SIGTERM');
  await start.ended;
  return servingMs;
}
