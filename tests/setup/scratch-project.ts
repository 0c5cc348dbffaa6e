import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const projectRoot = fileURLToPath(new URL('../..', import.meta.url));
/** What set-up makes, what people make by using it, and what is too large to copy. */
const notCopied = new Set(['node_modules', 'dist', 'data', '.cache', '.git', '.env']);

/** One started command of a scratch project: what it has said so far, and how it ended. */
export interface Running {
  process: ChildProcess;
  output(): string;
  /** Resolves as soon as it has said this. */
  said(text: string): Promise<void>;
  /** The processor time that it, and everything that it started, has used; whatever else the machine does has no part in it. */
  cpuMs(): number;
  /** Its exit code, or the signal that ended it. */
  ended: Promise<number | NodeJS.Signals>;
}

/**
 * A copy of this project on which nothing was set up, with a home and a cache of its own:
 *
 *     const scratch = await ScratchProject.make({ withDependencies: true });
 *     const run = scratch.run('scripts/setup.mjs');
 */
export class ScratchProject {
  readonly root: string;
  readonly cache: string;
  readonly #folder: string;
  readonly #started: Running[] = [];

  private constructor(folder: string) {
    this.#folder = folder;
    this.root = path.join(folder, 'lectern');
    this.cache = path.join(folder, 'home/.cache/lectern');
  }

  static async make({ withDependencies }: { withDependencies: boolean }): Promise<ScratchProject> {
    const folder = await mkdtemp(path.join(tmpdir(), 'lectern-scratch-'));
    const scratch = new ScratchProject(folder);
    for (const name of await readdir(projectRoot)) {
      if (notCopied.has(name)) continue;
      await cp(path.join(projectRoot, name), path.join(scratch.root, name), {
        recursive: true,
        filter: (source) => !/\/(?:node_modules|prisma\/generated)$/u.test(source),
      });
    }
    if (withDependencies) {
      await symlink(path.join(projectRoot, 'node_modules'), path.join(scratch.root, 'node_modules'));
    }
    return scratch;
  }

  /** Starts one of the project's scripts, on the Node that runs the tests, unless another command is given. */
  run(script: string, { env = {}, args = [] as string[], command = process.execPath } = {}): Running {
    const child = spawn(command, [script, ...args], {
      cwd: this.root,
      env: { PATH: process.env.PATH, HOME: path.join(this.#folder, 'home'), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const running = watch(child);
    this.#started.push(running);
    return running;
  }

  /** A command that is expected to end well; rejects with what it said if it does not. */
  async runToEnd(...from: Parameters<ScratchProject['run']>): Promise<string> {
    const running = this.run(...from);
    const end = await running.ended;
    if (end !== 0) throw new Error(`${from[0]} ended with ${end}:\n${running.output()}`);
    return running.output();
  }

  async remove(): Promise<void> {
    for (const { process, ended } of this.#started) {
      process.kill('SIGTERM');
      await ended;
    }
    // What a killed command left behind may still be writing for a moment.
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 10 });
  }
}

function watch(child: ChildProcess): Running {
  let output = '';
  const take = (chunk: Buffer) => {
    output += chunk.toString();
    child.emit('said');
  };
  child.stdout?.on('data', take);
  child.stderr?.on('data', take);
  // `exit`, not `close`: an orphan of a killed command still holds the pipes.
  const ended = once(child, 'exit').then(([code, signal]) => signal ?? code);

  return {
    process: child,
    output: () => output,
    cpuMs: () => cpuMsOfTree(child.pid ?? 0),
    ended,
    async said(text) {
      while (!output.includes(text)) {
        const end = await Promise.race([once(child, 'said').then(() => undefined), ended]);
        if (end !== undefined && !output.includes(text))
          throw new Error(`It ended (${end}) without "${text}":\n${output}`);
      }
    },
  };
}

/** A tick of Linux's own accounting. */
const tickMs = 10;

function cpuMsOfTree(pid: number): number {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name))
    .flatMap((name) => readTimes(Number(name)) ?? []);
  const sum = (parent: number): number =>
    processes
      .filter((each) => each.parent === parent)
      .reduce((total, each) => total + each.cpuMs + sum(each.pid), 0);
  return (readTimes(pid)?.cpuMs ?? 0) + sum(pid);
}

function readTimes(pid: number): { pid: number; parent: number; cpuMs: number } | undefined {
  try {
    // The name in brackets may hold anything; what follows is numbers (proc(5)).
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) \S /su, '')
      .split(' ')
      .map(Number);
    const [parent = 0] = fields;
    // Its own time and that of children which have ended: utime, stime, cutime, cstime.
    const ticks = fields.slice(10, 14).reduce((total, each) => total + each, 0);
    return { pid, parent, cpuMs: ticks * tickMs };
  } catch {
    return undefined; // it ended in this moment
  }
}
