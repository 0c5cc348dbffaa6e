// @ts-check
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import { SetUpError, say } from './progress.mjs';

/** @type {Set<number>} */
const held = new Set();

/** File descriptors for the commands that we start, so that they hold our locks too. */
export const listHeldLocks = () => [...held];

/**
 * Runs `act` while no other process holds the same file's lock. The kernel keeps it with the open file, not
 * with a process number: it is free as soon as we and every command that got our descriptor have ended,
 * killed or not, and there is no stale lock to clean up.
 * @template T
 * @param {string} file
 * @param {string} waitingFor what is said while another process holds it
 * @param {() => Promise<T>} act
 * @returns {Promise<T>}
 */
export async function withLock(file, waitingFor, act) {
  const descriptor = open(file);
  try {
    await lock(descriptor, waitingFor);
    held.add(descriptor);
    return await act();
  } finally {
    held.delete(descriptor);
    closeSync(descriptor);
  }
}

/** @param {string} file */
function open(file) {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    return openSync(file, 'a');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SetUpError(`Set-up cannot write here (XDG_CACHE_HOME names another cache): ${reason}`);
  }
}

/**
 * Node has no call for it; `flock` (util-linux, on every Debian) locks the descriptor it inherits, which is ours.
 * @param {number} descriptor
 * @param {string} waitingFor
 */
async function lock(descriptor, waitingFor) {
  const attempt = spawnSync('flock', ['--exclusive', '--nonblock', '3'], {
    stdio: ['ignore', 'ignore', 'ignore', descriptor],
  });
  if (attempt.status === 0) return;
  // A system without flock has nobody who starts two set-ups at once by a service manager either.
  if (attempt.error) return;

  say(`  ${waitingFor}`);
  const waiting = spawn('flock', ['--exclusive', '3'], {
    stdio: ['ignore', 'ignore', 'inherit', descriptor],
  });
  const [code] = await once(waiting, 'exit');
  if (code !== 0) throw new SetUpError(`flock failed (${code})`);
}
