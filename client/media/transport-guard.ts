import type { Transport } from 'mediasoup-client/types';

/** A short loss heals by itself (a handover from Wi-Fi to 4G takes about a second); after this it is helped. */
const DISCONNECTED_PATIENCE_MS = 2_000;
/** The first rung: new candidates on the same transport. */
const RESTART_DEADLINE_MS = 5_000;
/** Connecting from nothing, over a poor line, through a handshake of three round trips and its repeats. */
const CONNECT_DEADLINE_MS = 10_000;

type State = Transport['connectionState'];

/** What is being done about media that lost their way; each step has its deadline, and words of its own. */
export type MendingStep = 'waiting' | 'restarting' | 'replacing' | 'rejoining';

/** What the guard needs of a transport. */
interface Guarded {
  readonly connectionState: State;
  on(name: 'connectionstatechange', listener: (state: State) => void): unknown;
  off(name: 'connectionstatechange', listener: (state: State) => void): unknown;
}

export interface TransportGuardOptions {
  transport: Guarded;
  /** Asks the server for new ICE parameters and applies them. */
  restartIce(): Promise<void>;
  onConnected(): void;
  onTrouble(step: 'waiting' | 'restarting'): void;
  /** This transport is beyond help: make another. */
  onGiveUp(): void;
}

export interface TransportGuard {
  /** The device is on another network, or was asleep: looks for a new way at once, without waiting for the old one to fail. */
  restart(): void;
  /** Stops watching. */
  stop(): void;
}

/**
 * Watches one transport and helps it, rung by rung: patience → ICE restart → give up. Each rung has its deadline, so that
 * nobody looks at a still picture for long.
 */
export function guardTransport(options: TransportGuardOptions): TransportGuard {
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
    after(RESTART_DEADLINE_MS, () => {
      // Restarted as a precaution, it may never have been away.
      if (transport.connectionState !== 'connected') giveUp();
    });
    // A refusal leaves the deadline running: the server may be the one that is away, and then a new connection mends both.
    options.restartIce().catch(() => {});
  };
  const help = (): void => {
    onTrouble('restarting');
    restart();
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
        onTrouble('waiting');
        after(DISCONNECTED_PATIENCE_MS, help);
        return;
      case 'failed':
        if (hasConnected) help();
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
  return {
    restart: () => {
      if (!isStopped && hasConnected) restart();
    },
    stop,
  };
}
