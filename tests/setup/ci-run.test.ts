import { spawnSync } from 'node:child_process';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { makeTemporaryFolder } from '#tests/support/temporary-folder.ts';

const script = fileURLToPath(new URL('../../.ci/run', import.meta.url));

/** Runs `.ci/run` in a folder where `npm run check` and `npm test` end as said: the whole suite cannot run inside itself. */
async function runCi(ends: { check?: number; test?: number; said?: string }) {
  const folder = await makeTemporaryFolder();
  await mkdir(path.join(folder, '.ci'));
  await cp(script, path.join(folder, '.ci/run'));
  await mkdir(path.join(folder, 'bin'));
  const npm = `#!/bin/sh\nif [ "$1" = run ]; then exit ${ends.check ?? 0}; fi\nprintf '%s\\n' '${ends.said ?? ''}'\nexit ${ends.test ?? 0}\n`;
  await writeFile(path.join(folder, 'bin/npm'), npm, { mode: 0o755 });

  const { status, stdout } = spawnSync('bash', ['.ci/run'], {
    cwd: folder,
    env: { PATH: `${folder}/bin:${process.env.PATH}` },
    encoding: 'utf8',
  });
  return { status, lastLine: stdout.trimEnd().split('\n').at(-1) };
}

describe('.ci/run', () => {
  test('ends with the count of the tests', async () => {
    expect(await runCi({ said: '12 passed, 0 failed' })).toEqual({
      status: 0,
      lastLine: '12 passed, 0 failed',
    });
    expect(await runCi({ said: '12 passed, 0 failed, 2 skipped' })).toEqual({
      status: 0,
      lastLine: '12 passed, 0 failed, 2 skipped',
    });
  });

  test('fails when a test failed', async () => {
    expect(await runCi({ said: '12 passed, 3 failed', test: 1 })).toEqual({
      status: 1,
      lastLine: '12 passed, 3 failed',
    });
  });

  test('fails when a check found something, and counts it', async () => {
    expect(await runCi({ said: '12 passed, 0 failed', check: 1 })).toEqual({
      status: 1,
      lastLine: '12 passed, 1 failed',
    });
  });

  test('fails when the tests ended without a count, or none ran', async () => {
    expect(await runCi({ said: 'out of memory', test: 137 })).toEqual({
      status: 1,
      lastLine: '0 passed, 1 failed',
    });
    expect(await runCi({ said: '0 passed, 0 failed' })).toEqual({
      status: 1,
      lastLine: '0 passed, 0 failed',
    });
  });
});
