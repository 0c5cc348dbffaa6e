import type { Transport } from 'mediasoup-client/types';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { guardTransport } from './transport-guard.ts';

type State = Transport['connectionState'];

/** The one thing the guard listens to, moved by hand. */
function setUp() {
  const listeners = new Set<(state: State) => void>();
  const seen: string[] = [];
  const transport = { connectionState: 'new' as State };
  const guard = guardTransport({
    transport: {
      get connectionState() {
        return transport.connectionState;
      },
      on: (_name, listener) => listeners.add(listener),
      off: (_name, listener) => listeners.delete(listener),
    },
    restartIce: async () => {
      seen.push('restart');
    },
    onConnected: () => seen.push('connected'),
    onTrouble: (step) => seen.push(step),
    onGiveUp: () => seen.push('give up'),
  });
  const becomes = (state: State) => {
    transport.connectionState = state;
    for (const listener of [...listeners]) listener(state);
  };
  return { becomes, seen, ...guard };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a transport', () => {
  test('that comes back by itself within two seconds is left alone', () => {
    const { becomes, seen } = setUp();
    becomes('connected');
    becomes('disconnected');
    vi.advanceTimersByTime(1_900);
    becomes('connected');
    vi.advanceTimersByTime(60_000);
    expect(seen).toEqual(['connected', 'waiting', 'connected']);
  });

  test('that stays away is given new candidates, and given up five seconds later', () => {
    const { becomes, seen } = setUp();
    becomes('connected');
    becomes('disconnected');
    vi.advanceTimersByTime(2_000);
    expect(seen.at(-1)).toBe('restart');
    vi.advanceTimersByTime(5_000);
    expect(seen.at(-1)).toBe('give up');
  });

  test('that failed is helped at once', () => {
    const { becomes, seen } = setUp();
    becomes('connected');
    becomes('failed');
    expect(seen).toEqual(['connected', 'restarting', 'restart']);
  });

  test('saved by its new candidates goes on', () => {
    const { becomes, seen } = setUp();
    becomes('connected');
    becomes('failed');
    vi.advanceTimersByTime(1_000);
    becomes('connected');
    vi.advanceTimersByTime(60_000);
    expect(seen).not.toContain('give up');
  });

  test('that never connected is given up after ten seconds, or as soon as it says so', () => {
    const slow = setUp();
    slow.becomes('connecting');
    vi.advanceTimersByTime(10_000);
    expect(slow.seen).toEqual(['give up']);

    const blocked = setUp();
    blocked.becomes('connecting');
    blocked.becomes('failed');
    expect(blocked.seen).toEqual(['give up']);
  });

  test('on another network looks for a new way at once, and is left alone if it was never away', () => {
    const { becomes, seen, restart } = setUp();
    restart();
    expect(seen).toEqual([]);
    becomes('connected');
    restart();
    vi.advanceTimersByTime(60_000);
    expect(seen).toEqual(['connected', 'restart']);

    const cut = setUp();
    cut.becomes('connected');
    cut.restart();
    cut.becomes('disconnected');
    vi.advanceTimersByTime(60_000);
    expect(cut.seen).toEqual(['connected', 'restart', 'waiting', 'restarting', 'restart', 'give up']);
  });

  test('that is no longer guarded does nothing', () => {
    const { becomes, seen, stop } = setUp();
    becomes('connecting');
    stop();
    vi.advanceTimersByTime(60_000);
    expect(seen).toEqual([]);
  });
});
