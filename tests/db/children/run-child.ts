import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

export interface Child {
  process: ChildProcessByStdio<Writable, Readable, null>;
  /** Everything printed so far. */
  output(): string;
  /** The first whole line printed; rejects when the child ends without one. */
  firstLine(): Promise<string>;
  /** Resolves with the exit code, or the signal's name, once its output is complete. */
  ended: Promise<number | string>;
}

/** Starts a script of this folder in a process of its own, which does not outlive the test. */
export function startChild(
  script: string,
  { args = [], nodeFlags = [] }: { args?: string[]; nodeFlags?: string[] } = {},
): Child {
  const file = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, [...nodeFlags, file, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const ended = once(child, 'close').then(([code, signal]) => code ?? signal);
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });

  return {
    process: child,
    output: () => output,
    firstLine: async () => {
      while (!output.includes('\n')) {
        const news = await Promise.race([once(child.stdout, 'data'), ended.then(() => undefined)]);
        if (!news && !output.includes('\n')) throw new Error(`${script} ended without a word`);
      }
      return output.slice(0, output.indexOf('\n'));
    },
    ended,
  };
}
