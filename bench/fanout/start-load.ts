import { type ChildProcess, fork } from 'node:child_process';
import type { FromLoad, ToLoad } from './load-process.ts';
import type { Stage } from './protocol.ts';

export interface LoadHandle<Side extends string> {
  join(side: Side, viewers: number): Promise<void>;
  speak(side: Side, durationMs: number): Promise<void>;
  stop(): void;
}

/** Viewers in a process of their own, on stages that stand in this one. */
export function startLoad<Side extends string>(stages: Record<Side, Stage>): LoadHandle<Side> {
  const child: ChildProcess = fork(new URL('./load-process.ts', import.meta.url));
  const tell = (message: ToLoad): void => {
    child.send(message);
  };
  let pending: PromiseWithResolvers<void> | undefined;
  child.on('message', (message: FromLoad) => {
    if ('failed' in message) return pending?.reject(new Error(message.failed));
    if ('did' in message) return pending?.resolve();
    const { call, stage, method, args } = message;
    const act = stages[stage as Side][method] as (...args: unknown[]) => Promise<unknown>;
    act(...args).then(
      (value) => tell({ do: 'answer', call, value }),
      (error: unknown) => tell({ do: 'answer', call, error: String(error) }),
    );
  });
  const ask = (message: ToLoad): Promise<void> => {
    pending = Promise.withResolvers<void>();
    tell(message);
    return pending.promise;
  };
  return {
    join: (stage, viewers) => ask({ do: 'join', stage, viewers }),
    speak: (stage, durationMs) => ask({ do: 'speak', stage, durationMs }),
    stop: () => child.kill(),
  };
}
