import type { Transport } from 'mediasoup-client/types';

/** A short loss heals by itself (a handover from Wi-Fi to 4G takes about a second); after this it is helped. */
const DISCONNECTED_PATIENCE_MS = 2_000;
/** The first rung: new candidates on the same transport. */
const RESTART_DEADLINE_MS = 5_000;
/** Connecting from nothing, over a poor line, through a handshake of three round trips and its repeats. */
const CONNECT_DEADLINE_MS = 10_000;

type State = Transport['connectionState'];

/** What the guard needs of a transport. */
interface Guarded {
  on(name: 'connectionstatechange', listener: (state: State) => void): unknown;
  off(name: 'connectionstatechange', listener: (state: State) => void): unknown;
}

export interface TransportGuardOptions {
  transport: Guarded;
  /** Asks the server for new ICE parameters and applies them. */
  restartIce(): Promise<void>;
  onConnected(): void;
  onTrouble(): void;
  /** This transport is beyond help: make another. */
  onGiveUp(): void;
}

/**
 * Watches one transport and helps it, rung by rung: patience → ICE restart → give up. Each rung has its deadline, so that
 * nobody looks at a still picture for long. Returns how to stop watching.
 */
export function guardTransport(options: TransportGuardOptions): () => void {
  const { transport, onConnected, onTrouble, onGiveUp } = options;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let hasConnected = false;
  let isStopped = false;

  const after = (delayMs: number, act: () => void): void => {
    clearTimeout(timer);
    timer = setTimeout(act, delayMs);
  };
  const giveUp = (): void => {
    stop();
    onGiveUp();
  };
  const restart = (): void => {
    after(RESTART_DEADLINE_MS, giveUp);
    // A refusal leaves the deadline running: the server may be the one that is away, and then a new connection mends both.
    options.restartIce().catch(() => {});
  };

  const watch = (state: State): void => {
    if (isStopped) return;
    switch (state) {
      case 'connected':
        clearTimeout(timer);
        hasConnected = true;
        onConnected();
        return;
      case 'disconnected':
        onTrouble();
        after(DISCONNECTED_PATIENCE_MS, restart);
        return;
      case 'failed':
        onTrouble();
        if (hasConnected) restart();
        else giveUp();
        return;
      case 'new':
      case 'connecting':
        if (!hasConnected) after(CONNECT_DEADLINE_MS, giveUp);
        return;
      case 'closed':
        stop();
    }
  };
  const stop = (): void => {
    isStopped = true;
    clearTimeout(timer);
    transport.off('connectionstatechange', watch);
  };

  transport.on('connectionstatechange', watch);
  return stop;
}
