import { fork } from 'node:child_process';
import type { FromCrowd, ToCrowd } from './protocol.ts';

export type CrowdAnswer = Exclude<FromCrowd, { failed: string }>;

export interface Crowd {
  ask(message: ToCrowd): Promise<CrowdAnswer>;
  stop(): void;
}

/** Thousands of pages in a process of their own, so that the server's event loop is not theirs. */
export function startCrowd(): Crowd {
  const child = fork(new URL('./crowd-process.ts', import.meta.url));
  return {
    ask: (message) =>
      new Promise((resolve, reject) => {
        const fail = (code: number | null): void => reject(new Error(`the crowd ended with ${code}`));
        child.once('exit', fail);
        child.once('message', (answer: FromCrowd) => {
          child.off('exit', fail);
          if ('failed' in answer) reject(new Error(answer.failed));
          else resolve(answer);
        });
        child.send(message);
      }),
    stop: () => child.kill(),
  };
}
