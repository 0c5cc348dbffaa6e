import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ScratchProject } from './scratch-project.ts';

/** Set-up's own share of the 5 s that a second start may take; it needs about 200 ms on an idle machine. */
const nothingMissingMs = 1_500;
const startMs = 5_000;
/** How long Node alone takes to start on a machine of which five seconds are asked; a slower one, or one with other work, has as much more. */
const bareNodeMs = 45;
/** Building the pages, or starting a server, on a machine that does ten other things. */
const patienceMs = 180_000;
const settings = {
  MEDIASOUP_WORKER_BIN: process.env.MEDIASOUP_WORKER_BIN,
  LECTERN_HOST: '127.0.0.1',
  LECTERN_PORT: '0',
  LECTERN_MEDIA_PORT: '0',
  LECTERN_MEDIA_WORKERS: '1',
};

let scratch: ScratchProject;

beforeAll(async () => {
  scratch = await ScratchProject.make({ withDependencies: true });
});

afterAll(() => scratch.remove());

const setUp = (env = {}) => scratch.run('scripts/setup.mjs', { env: { ...settings, ...env } });
const builtPages = () => path.join(scratch.root, 'dist/client/index.html');

// One story: each test goes on where the one before it ended.
describe('set-up', () => {
  test(
    'that was killed while it built the pages leaves none, and the next one completes',
    async () => {
      const first = setUp();
      await first.said('• Pages');
      first.process.kill('SIGKILL');
      expect(await first.ended).toBe('SIGKILL');
      expect(existsSync(builtPages())).toBe(false);

      const second = setUp();
      expect(await second.ended, second.output()).toBe(0);
      expect(existsSync(builtPages())).toBe(true);
      expect(await readdir(path.join(scratch.root, 'dist'))).toEqual(['client']);
    },
    patienceMs,
  );

  test('that has nothing to do says nothing and takes a fraction of a second', { retry: 2 }, async () => {
    const startedMs = performance.now();
    const output = await scratch.runToEnd('scripts/setup.mjs', { env: settings });

    expect(output).toBe('');
    expect(performance.now() - startedMs).toBeLessThan(nothingMissingMs);
  });

  test(
    'builds the pages again when their code has changed, and only then',
    async () => {
      const page = path.join(scratch.root, 'client/index.html');
      await writeFile(path.join(scratch.root, 'client/lib/new.test.ts'), '// a test is no part of the pages');
      expect(await scratch.runToEnd('scripts/setup.mjs', { env: settings })).toBe('');

      await writeFile(
        page,
        (await readFile(page, 'utf8')).replace('</head>', '<meta name="changed" /></head>'),
      );
      expect(await scratch.runToEnd('scripts/setup.mjs', { env: settings })).toContain('✓ Pages');
      expect(await readFile(builtPages(), 'utf8')).toContain('name="changed"');
    },
    patienceMs,
  );

  test(
    'that is started twice at once does its work once',
    async () => {
      await writeFile(path.join(scratch.root, 'client/lib/changed.ts'), 'export const changed = true;\n');
      const both = [setUp(), setUp()];

      expect(await Promise.all(both.map(({ ended }) => ended))).toEqual([0, 0]);
      const said = both.map((each) => each.output()).join('');
      expect(said.match(/✓ Pages/gu)).toHaveLength(1);
      expect(said).toContain('Another set-up of this folder is running');
    },
    patienceMs,
  );

  test(
    'that fails keeps the pages there were, and says what failed',
    async () => {
      const broken = path.join(scratch.root, 'client/lib/changed.ts');
      const entry = path.join(scratch.root, 'client/index.html');
      const page = await readFile(entry, 'utf8');
      await writeFile(
        entry,
        page.replace('</body>', '<script type="module" src="./gone.ts"></script></body>'),
      );
      await writeFile(broken, 'export const changed = 2;\n');
      const failed = setUp();

      expect(await failed.ended).toBe(1);
      expect(failed.output()).toContain('gone.ts');
      expect(failed.output()).toContain('This failed (1)');
      expect(existsSync(builtPages())).toBe(true);
      await writeFile(entry, page);
    },
    patienceMs,
  );

  test('refuses a media worker of the operator that does not start', async () => {
    const failed = setUp({ MEDIASOUP_WORKER_BIN: '/bin/true' });

    expect(await failed.ended).toBe(1);
    expect(failed.output()).toContain('MEDIASOUP_WORKER_BIN: /bin/true is not there, or does not start');
  });
});

describe('npm start', () => {
  test(
    'serves within five seconds when nothing is missing, and ends in order with npm',
    async () => {
      await scratch.runToEnd('scripts/setup.mjs', { env: settings });
      // The database's own first start is longer.
      await serveUntil(['SIGTERM']);
      const { servingMs, end, url } = await serveUntil(['SIGTERM']);

      expect(servingMs).toBeLessThan(startMs * findSlowness());
      expect(end).toBe(0);
      await expect(fetch(`${url}/healthz`)).rejects.toThrow('fetch failed');
    },
    patienceMs,
  );

  test(
    'takes a Ctrl-C that arrives twice for the one it is',
    async () => {
      const { end } = await serveUntil(['SIGINT', 'SIGINT'], {
        command: process.execPath,
        script: 'scripts/start.mjs',
      });

      // A server that got the second one as well would have been cut off while it closed: 130.
      expect(end).toBe(0);
    },
    patienceMs,
  );

  test(
    'hands on the exit code of a server that cannot start',
    async () => {
      const start = scratch.run('scripts/start.mjs', { env: { ...settings, LECTERN_PORT: 'three' } });

      expect(await start.ended).toBe(1);
      expect(start.output()).toContain('LECTERN_PORT: read "three", expected a whole number');
    },
    patienceMs,
  );
});

async function serveUntil(signals: NodeJS.Signals[], how = { command: 'npm', script: 'start' }) {
  const startedMs = performance.now();
  const start = scratch.run(how.script, { command: how.command, env: settings });
  await start.said('Lectern is running at');
  // On a busy machine the clock counts what others do; then its own work is what must fit into the time.
  const servingMs = Math.min(performance.now() - startedMs, start.cpuMs());

  const url = /running at (\S+)/u.exec(start.output())?.[1] ?? '';
  const answer = await fetch(`${url}/readyz`);
  expect(await answer.text()).toBe('ready');

  for (const signal of signals) start.process.kill(signal);
  return { servingMs, url, end: await start.ended };
}

/** By how much this machine is slower at this moment, 1 at the least: the middle of five starts of nothing. */
function findSlowness(): number {
  const times = Array.from({ length: 5 }, () => {
    const before = performance.now();
    spawnSync(process.execPath, ['-e', '0']);
    return performance.now() - before;
  }).sort((a, b) => a - b);
  return Math.max(1, (times[2] ?? 0) / bareNodeMs);
}
