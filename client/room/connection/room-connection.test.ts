import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { LiveSocket, SocketHandlers } from '#client/lib/socket.ts';
import { AppError } from '#shared/errors.ts';
import { type JoinedRoom, RoomConnection } from './room-connection.ts';

const epoch = '00000000-0000-4000-8000-000000000001';

/** A socket whose every step the test makes by hand. */
class HandSocket implements LiveSocket {
  readonly handlers: SocketHandlers;
  readonly asked: {
    name: string;
    input: unknown;
    answer: (data: unknown) => void;
    refuse: (error: AppError) => void;
  }[] = [];
  connects = 0;
  disconnects = 0;

  constructor(handlers: SocketHandlers) {
    this.handlers = handlers;
  }

  connect(): void {
    this.connects += 1;
  }

  disconnect(): void {
    this.disconnects += 1;
  }

  readonly request: LiveSocket['request'] = (name, input) =>
    new Promise((resolve, reject) => {
      this.asked.push({ name, input, answer: (data) => resolve(data as never), refuse: reject });
    });

  /** The handshake is through, and took the join along. */
  open(): void {
    const joining = new Promise<JoinedRoom>((resolve, reject) => {
      this.asked.push({
        name: 'room:join',
        input: this.handlers.greet(),
        answer: (data) => resolve(data as never),
        refuse: reject,
      });
    });
    this.handlers.onConnect(joining);
  }

  get last() {
    const last = this.asked.at(-1);
    if (!last) throw new Error('nothing was asked');
    return last;
  }
}

function joined({
  number = 0,
  snapshot = {},
  missed = [],
}: {
  number?: number;
  snapshot?: object | null;
  missed?: object[];
}): JoinedRoom {
  return { position: { epoch, number }, snapshot, missed, you: {}, media: {}, now: '' } as never;
}

function setUp() {
  let socket: HandSocket | undefined;
  const news: unknown[] = [];
  const joins: boolean[] = [];
  const connection = new RoomConnection({
    code: 'ocop2021',
    pageId: epoch,
    onJoined: (_, isNewConnection) => joins.push(isNewConnection),
    onNews: (name, data) => news.push([name, data]),
    createSocket: (handlers) => {
      socket = new HandSocket(handlers);
      return socket;
    },
    random: () => 0.5,
  });
  if (!socket) throw new Error('no socket was made');
  return { connection, socket, news, joins, state: () => connection.state.get() };
}

async function live(rig: ReturnType<typeof setUp>) {
  rig.connection.start();
  rig.socket.open();
  rig.socket.last.answer(joined({ number: 3 }));
  await vi.advanceTimersByTimeAsync(0);
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a room connection', () => {
  test('is live once the join is answered', async () => {
    const rig = setUp();
    expect(rig.state().name).toBe('connecting');
    await live(rig);
    expect(rig.state().name).toBe('live');
    expect(await rig.socket.last.input).toMatchObject({ code: 'ocop2021', position: null, pageId: epoch });
  });

  test('comes back after a loss within a second, saying where it stood, and is told what it missed', async () => {
    const rig = setUp();
    await live(rig);
    rig.socket.handlers.onDisconnect();
    expect(rig.state()).toMatchObject({ name: 'reconnecting', reason: 'network', attempt: 0 });

    await vi.advanceTimersByTimeAsync(1_000);
    expect(rig.socket.connects).toBe(2);
    rig.socket.open();
    expect(await rig.socket.last.input).toMatchObject({ position: { epoch, number: 3 } });
    rig.socket.last.answer(
      joined({
        number: 5,
        snapshot: null,
        missed: [
          {
            number: 4,
            news: [
              ['a', 4],
              ['b', 5],
            ],
          },
        ],
      }),
    );
    await vi.advanceTimersByTimeAsync(0);
    expect(rig.state().name).toBe('live');
    expect(rig.news).toEqual([
      ['a', 4],
      ['b', 5],
    ]);
    expect(rig.joins).toEqual([true, true]);
  });

  test('tries again and again, but never waits longer than five seconds', async () => {
    const rig = setUp();
    await live(rig);
    rig.socket.handlers.onDisconnect();
    for (let attempt = 0; attempt < 8; attempt += 1) {
      const before = rig.socket.connects;
      await vi.advanceTimersByTimeAsync(5_000);
      expect(rig.socket.connects).toBe(before + 1);
      rig.socket.handlers.onConnectError(null);
    }
    expect(rig.state()).toMatchObject({ name: 'reconnecting', attempt: 8 });
  });

  test('joins again on the same connection when a number is skipped', async () => {
    const rig = setUp();
    await live(rig);
    rig.socket.handlers.onFrame({ number: 6, news: [['c', 6]] });
    expect(await rig.socket.last.input).toMatchObject({ position: { number: 3 } });
    rig.socket.last.answer(
      joined({
        number: 6,
        snapshot: null,
        missed: [
          {
            number: 4,
            news: [
              ['a', 4],
              ['b', 5],
              ['c', 6],
            ],
          },
        ],
      }),
    );
    await vi.advanceTimersByTimeAsync(0);
    expect(rig.news).toEqual([
      ['a', 4],
      ['b', 5],
      ['c', 6],
    ]);
    expect(rig.joins).toEqual([true, false]);
    expect(rig.socket.connects).toBe(1);
  });

  test('waits as long as a stopping server asks, and not less because the socket then drops', async () => {
    const rig = setUp();
    await live(rig);
    rig.socket.handlers.onClosed({ reason: 'server_stopping', retryAfterMs: 20_000 });
    rig.socket.handlers.onDisconnect();
    expect(rig.state()).toMatchObject({ name: 'reconnecting', reason: 'server' });
    await vi.advanceTimersByTimeAsync(9_999);
    expect(rig.socket.connects).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(rig.socket.connects).toBe(2);
  });

  test('is refused for good where trying again would not help', async () => {
    const rig = setUp();
    rig.connection.start();
    rig.socket.handlers.onConnectError({ code: 'not_signed_in' });
    expect(rig.state()).toEqual({ name: 'refused', error: { code: 'not_signed_in' } });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(rig.socket.connects).toBe(1);
  });

  test('keeps trying where the room is full or the server busy', async () => {
    const rig = setUp();
    rig.connection.start();
    rig.socket.open();
    rig.socket.last.refuse(new AppError('limit_reached', { max: 5_000 }));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(rig.state().name).toBe('connecting');
    expect(rig.socket.connects).toBe(2);
  });

  test('keeps its place in the line, says it, and is let in on the same connection', async () => {
    const rig = setUp();
    rig.connection.start();
    rig.socket.open();
    rig.socket.last.refuse(new AppError('room_busy', { place: 240, retryAfterMs: 2_400 }));
    await vi.advanceTimersByTimeAsync(0);
    expect(rig.state()).toEqual({ name: 'queued', place: 240 });
    await vi.advanceTimersByTimeAsync(2_400);
    rig.socket.last.refuse(new AppError('room_busy', { place: 3, retryAfterMs: 500 }));
    await vi.advanceTimersByTimeAsync(0);
    expect(rig.state()).toEqual({ name: 'queued', place: 3 });
    await vi.advanceTimersByTimeAsync(500);
    rig.socket.last.answer(joined({ number: 3 }));
    await vi.advanceTimersByTimeAsync(0);
    expect(rig.state().name).toBe('live');
    expect(rig.socket.connects).toBe(1);
  });

  test('waits for a place in a full room, and goes on where the connection is lost meanwhile', async () => {
    const rig = setUp();
    rig.connection.start();
    rig.socket.open();
    rig.socket.last.refuse(new AppError('room_full', { max: 5_000, retryAfterMs: 20_000 }));
    await vi.advanceTimersByTimeAsync(0);
    expect(rig.state()).toEqual({ name: 'queued', place: null });
    rig.socket.handlers.onDisconnect();
    expect(rig.state().name).toBe('connecting');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(rig.socket.connects).toBe(2);
  });

  test('waits at the door on its connection, comes back to its place, and goes in when it is called', async () => {
    const rig = setUp();
    const since = '2026-11-27T01:00:00.000Z';
    rig.connection.start();
    rig.socket.open();
    rig.socket.last.refuse(new AppError('waiting', { since }));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(rig.state()).toEqual({ name: 'waiting', since, isAway: false });
    expect(rig.socket).toMatchObject({ connects: 1, disconnects: 0 });

    rig.socket.handlers.onDisconnect();
    expect(rig.state()).toEqual({ name: 'waiting', since, isAway: true });
    await vi.advanceTimersByTimeAsync(1_000);
    rig.socket.open();
    rig.socket.last.refuse(new AppError('waiting', { since }));
    await vi.advanceTimersByTimeAsync(0);
    expect(rig.state()).toEqual({ name: 'waiting', since, isAway: false });

    // At a moment of its own among all who are called.
    rig.socket.handlers.onDoorOpened({ spreadMs: 4_000 });
    const asked = rig.socket.asked.length;
    await vi.advanceTimersByTimeAsync(1_999);
    expect(rig.socket.asked).toHaveLength(asked);
    await vi.advanceTimersByTimeAsync(1);
    rig.socket.last.answer(joined({}));
    await vi.advanceTimersByTimeAsync(0);
    expect(rig.state().name).toBe('live');
    expect(rig.joins).toEqual([true]);
  });

  test('is over for whoever was shown out, with no try in vain', async () => {
    const rig = setUp();
    rig.connection.start();
    rig.socket.open();
    rig.socket.last.refuse(new AppError('banned'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(rig.state()).toEqual({ name: 'closed', reason: 'banned' });
    expect(rig.socket.connects).toBe(1);
  });

  test('ends with the reason that the server gave', async () => {
    const rig = setUp();
    await live(rig);
    rig.socket.handlers.onClosed({ reason: 'removed', retryAfterMs: null });
    rig.socket.handlers.onDisconnect();
    expect(rig.state()).toEqual({ name: 'closed', reason: 'removed' });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(rig.socket.connects).toBe(1);
  });

  test('ignores the answer to a join from before the connection was lost', async () => {
    const rig = setUp();
    rig.connection.start();
    rig.socket.open();
    const early = rig.socket.last;
    rig.socket.handlers.onDisconnect();
    early.answer(joined({ number: 9 }));
    await vi.advanceTimersByTimeAsync(0);
    expect(rig.state().name).toBe('connecting');
    expect(rig.joins).toEqual([]);
  });

  test('says goodbye when it is left, and stays away', async () => {
    const rig = setUp();
    await live(rig);
    rig.connection.leave();
    expect(rig.socket.last.name).toBe('room:leave');
    expect(rig.state()).toEqual({ name: 'closed', reason: 'left' });
  });

  test('refuses requests at once while it is away', async () => {
    const rig = setUp();
    await live(rig);
    rig.socket.handlers.onDisconnect();
    await expect(rig.connection.request('room:leave', {})).rejects.toMatchObject({ code: 'offline' });
  });
});
