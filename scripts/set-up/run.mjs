// @ts-check
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { listHeldLocks } from './lock.mjs';
import { projectRoot } from './places.mjs';
import { SetUpError, say } from './progress.mjs';

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

/** Enough to hold the error and what led to it; the rest of a build's output says nothing. */
const shownLinesOnFailure = 40;
/** npm hands a terminal's Ctrl-C on although the terminal gave it to everybody: within this, they are one. */
const sameKeyPressMs = 500;

/** @type {ReadonlyArray<'SIGHUP' | 'SIGINT' | 'SIGTERM'>} */
const endingSignals = ['SIGHUP', 'SIGINT', 'SIGTERM'];

/**
 * Runs one command to its end and shows its output only if it fails. The locks that this process holds
 * pass to the command: should we be killed, they stay taken until it too has ended.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {object} [options]
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {(line: string) => void} [options.onLine] sees each line of output as it comes
 * @param {string} [options.hint] what a person can do when it fails
 * @param {boolean} [options.isQuiet] for what may fail without harm
 * @param {boolean} [options.sharesLocks] false for what may leave a service behind, which would hold them for ever
 * @returns {Promise<void>}
 */
export async function run(command, args, options = {}) {
  const locks = (options.sharesLocks ?? true) ? listHeldLocks() : [];
  const child = spawn(command, args, {
    cwd: projectRoot,
    env: options.env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe', ...locks],
    // A group of its own, so that a signal ends the compilers as well and not only who started them.
    detached: true,
  });

  /** @type {string[]} */
  const lastLines = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      lastLines.push(line);
      if (lastLines.length > shownLinesOnFailure) lastLines.shift();
      options.onLine?.(line);
    });
  }

  const code = await waitFor(child, command, (signal) => {
    endGroup(child, signal);
    process.exit(exitCodeOf(signal));
  });
  if (code === 0) return;

  if (!options.isQuiet) for (const line of lastLines) say(`  ${line}`);
  const what = [command.split('/').at(-1), ...args].join(' ');
  throw new SetUpError([`This failed (${code}): ${what}`, options.hint].filter(Boolean).join('\n'));
}

/**
 * Runs what this script was started for, on this terminal, until it ends; signals go on to it. Of several
 * commands, the first that ends ends the others.
 * @param {...{ command: string, args: readonly string[], env?: NodeJS.ProcessEnv, output?: number }} commands
 *   `output`: a file to write to in place of the terminal, opened for writing
 * @returns {Promise<number>} the exit code of the one that ended first, 128 + n after signal n
 */
export async function runInForeground(...commands) {
  const children = commands.map(({ command, args, env = process.env, output }) => {
    /** @type {import('node:child_process').StdioOptions} */
    const stdio = ['inherit', output ?? 'inherit', output ?? 'inherit'];
    // Apart from our process group: Ctrl-C reaches us alone, once or twice, and goes on once.
    return spawn(command, args, { cwd: projectRoot, env, stdio, detached: true });
  });
  // To the command alone and not to its group: what it started (media workers, browsers) it ends in its own order.
  const endAll = (/** @type {NodeJS.Signals} */ signal) => {
    for (const child of children) child.kill(signal);
  };

  let lastForwardedMs = Number.NEGATIVE_INFINITY;
  const ends = children.map((child) =>
    waitFor(child, child.spawnfile, (signal) => {
      const nowMs = performance.now();
      if (nowMs - lastForwardedMs < sameKeyPressMs) return;
      lastForwardedMs = nowMs;
      // A closed terminal means "stop" like any other; nobody is there to read about a hang-up.
      endAll(signal === 'SIGHUP' ? 'SIGTERM' : signal);
    }),
  );
  try {
    return await Promise.race(ends);
  } finally {
    const isEnding = lastForwardedMs > Number.NEGATIVE_INFINITY;
    if (!isEnding) endAll('SIGTERM');
    await Promise.allSettled(ends);
    // What a command that was killed could not end itself.
    for (const child of children) endGroup(child, 'SIGTERM');
  }
}

/**
 * @param {ChildProcess} child
 * @param {string} command
 * @param {(signal: NodeJS.Signals) => void} onSignal
 * @returns {Promise<number>}
 */
function waitFor(child, command, onSignal) {
  for (const signal of endingSignals) process.on(signal, onSignal);
  return new Promise((resolve, reject) => {
    child.once('error', (cause) => reject(new SetUpError(`${command} cannot be started: ${cause.message}`)));
    child.once('close', (code, signal) => resolve(signal ? exitCodeOf(signal) : (code ?? 1)));
  }).finally(() => {
    for (const signal of endingSignals) process.off(signal, onSignal);
  });
}

/**
 * @param {ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function endGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // Nobody is left in it.
  }
}

/** @param {NodeJS.Signals} signal */
function exitCodeOf(signal) {
  const numbers = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 };
  return 128 + (numbers[/** @type {keyof typeof numbers} */ (signal)] ?? 0);
}
