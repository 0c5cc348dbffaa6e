import process from 'node:process';
import { Load } from './load.ts';
import type { Stage } from './protocol.ts';

/** The load in a process of its own, so that the server's event loop is not the viewers'. Talks through the process channel. */
export type ToLoad =
  | { do: 'join'; stage: string; viewers: number }
  | { do: 'speak'; stage: string; durationMs: number }
  | { do: 'answer'; call: number; value?: unknown; error?: string };
export type FromLoad =
  | { did: 'joined' | 'spoken'; stage: string; received: number }
  | { call: number; stage: string; method: keyof Stage; args: unknown[] }
  | { failed: string };

const loads = new Map<string, Load>();
const waiting = new Map<number, PromiseWithResolvers<unknown>>();
let lastCall = 0;

const send = (message: FromLoad): void => {
  process.send?.(message);
};

function remoteStage(stage: string): Stage {
  const call = async <Result>(method: keyof Stage, args: unknown[]): Promise<Result> => {
    lastCall += 1;
    const answer = Promise.withResolvers<unknown>();
    waiting.set(lastCall, answer);
    send({ call: lastCall, stage, method, args });
    return (await answer.promise) as Result;
  };
  return {
    open: (...args) => call('open', args),
    connect: (...args) => call('connect', args),
    publish: (...args) => call('publish', args),
    subscribe: (...args) => call('subscribe', args),
  };
}

async function act(message: ToLoad): Promise<void> {
  if (message.do === 'answer') {
    const answer = waiting.get(message.call);
    waiting.delete(message.call);
    if (message.error) answer?.reject(new Error(message.error));
    else answer?.resolve(message.value);
    return;
  }
  const { stage } = message;
  if (message.do === 'join') {
    loads.set(stage, await Load.join(remoteStage(stage), message.viewers));
    return send({ did: 'joined', stage, received: 0 });
  }
  const load = loads.get(stage);
  await load?.speak(message.durationMs);
  send({ did: 'spoken', stage, received: load?.received ?? 0 });
}

process.on('message', (message: ToLoad) => {
  act(message).catch((error: unknown) =>
    send({ failed: error instanceof Error ? (error.stack ?? '') : String(error) }),
  );
});
process.on('disconnect', () => process.exit());
