import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { withLock } from './lock.mjs';

let folder: string;
let children: ChildProcess[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lectern-lock-'));
  children = [];
});

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await rm(folder, { recursive: true });
});

const modules = new URL('.', import.meta.url);

/** A process that runs `body` while it holds the lock. Resolves when `body` has printed something. */
async function startHolder(file: string, body: string): Promise<ChildProcess> {
  const code = `
    import { withLock } from '${new URL('lock.mjs', modules)}';
    import { run } from '${new URL('run.mjs', modules)}';
    await withLock(${JSON.stringify(file)}, 'waiting', async () => { ${body} });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  if (child.stdout) await once(child.stdout, 'data');
  return child;
}

async function acts(file: string): Promise<string[]> {
  const done: string[] = [];
  await withLock(file, 'waiting', async () => {
    done.push('second');
  });
  return done;
}

describe('the lock of a set-up', () => {
  test('lets the second in when the first has ended', async () => {
    const file = path.join(folder, 'lock');
    const order: string[] = [];
    const first = withLock(file, 'waiting', async () => {
      order.push('first begins');
      await new Promise((resolve) => setImmediate(resolve));
      order.push('first ends');
    });
    const second = withLock(file, 'waiting', async () => {
      order.push('second begins');
    });
    await Promise.all([first, second]);

    expect(order).toEqual(['first begins', 'first ends', 'second begins']);
  });

  test('is free at once when its holder was killed', async () => {
    const file = path.join(folder, 'lock');
    const holder = await startHolder(
      file,
      "console.log('held'); await new Promise((resolve) => setTimeout(resolve, 60_000));",
    );
    holder.kill('SIGKILL');
    await once(holder, 'exit');

    expect(await acts(file)).toEqual(['second']);
  });

  test('stays taken by a command that outlives its killed holder', async () => {
    const file = path.join(folder, 'lock');
    const ended = path.join(folder, 'ended');
    const gate = path.join(folder, 'gate');
    spawnSync('mkfifo', [gate]);
    // The command waits until somebody writes into the gate.
    const command = `echo started; cat ${gate}; touch ${ended}`;
    const holder = await startHolder(file, `await run('sh', ['-c', '${command}'], { onLine: console.log });`);
    holder.kill('SIGKILL');
    await once(holder, 'exit');

    const isEndedInside = withLock(file, 'waiting', async () => existsSync(ended));
    await writeFile(gate, '');
    expect(await isEndedInside).toBe(true);
  });

  test('is given back when the act fails', async () => {
    const file = path.join(folder, 'lock');

    await expect(withLock(file, 'waiting', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await acts(file)).toEqual(['second']);
  });
});
