import { type ForkOptions, fork } from 'node:child_process';

/** A child process that answers one message at a time. */
export interface AskedProcess<To, From> {
  pid: number;
  ask(message: To): Promise<Exclude<From, { failed: string }>>;
  stop(): void;
}

/** @param file beside this one */
export function startProcess<To extends object, From extends object>(
  file: string,
  { args = [], ...options }: ForkOptions & { args?: string[] } = {},
): AskedProcess<To, From> {
  const child = fork(new URL(file, import.meta.url), args, options);
  return {
    pid: child.pid ?? 0,
    ask: (message) =>
      new Promise((resolve, reject) => {
        const fail = (code: number | null): void => reject(new Error(`${file} ended with ${code}`));
        child.once('exit', fail);
        child.once('message', (answer: From) => {
          child.off('exit', fail);
          if ('failed' in answer) reject(new Error(String(answer.failed)));
          else resolve(answer as Exclude<From, { failed: string }>);
        });
        child.send(message);
      }),
    stop: () => child.kill('SIGKILL'),
  };
}
