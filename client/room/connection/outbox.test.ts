import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { limits } from '#shared/limits.ts';
import type { WrittenAgo } from '#shared/written-time.ts';
import { Outbox } from './outbox.ts';

interface Writes {
  ask: { clientId: string; body: string };
  vote: { questionId: string; voted: boolean };
}

/** A server that answers what the test tells it to. */
function setUp() {
  const sent: unknown[] = [];
  const waits: (WrittenAgo | undefined)[] = [];
  const server: { refusal: AppError | undefined; offsetMs: number } = { refusal: undefined, offsetMs: 0 };
  const send = async (input: unknown, { writtenAgo }: { writtenAgo?: WrittenAgo }) => {
    if (server.refusal) throw server.refusal;
    sent.push(input);
    waits.push(writtenAgo);
  };
  const outbox = new Outbox<Writes>({ ask: send, vote: send }, () => Date.now() + server.offsetMs);
  const states = () => outbox.writes.get().map(({ state }) => state);
  return { outbox, sent, waits, server, states };
}

const stored = new Map<string, string>();

beforeEach(() => {
  stored.clear();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
    removeItem: (key: string) => stored.delete(key),
  });
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const settle = () => vi.advanceTimersByTimeAsync(0);

describe('the outbox', () => {
  test('sends at once while connected, and forgets what was answered', async () => {
    const { outbox, sent, states } = setUp();
    outbox.put('ask', { clientId: 'a', body: 'Giá bao nhiêu?' });
    expect(states()).toEqual(['sending']);
    await settle();
    expect(sent).toEqual([{ clientId: 'a', body: 'Giá bao nhiêu?' }]);
    expect(states()).toEqual([]);
  });

  test('keeps what is written while away, in order, and sends it once when back', async () => {
    const { outbox, sent, server, states } = setUp();
    server.refusal = new AppError('offline');
    outbox.put('ask', { clientId: 'a', body: 'một' });
    await settle();
    outbox.put('ask', { clientId: 'b', body: 'hai' });
    await settle();
    expect(states()).toEqual(['waiting', 'waiting']);

    server.refusal = undefined;
    await outbox.flush();
    await outbox.flush();
    expect(sent).toEqual([
      { clientId: 'a', body: 'một' },
      { clientId: 'b', body: 'hai' },
    ]);
  });

  test('sends only the last of several votes on the same question', async () => {
    const { outbox, sent, server } = setUp();
    server.refusal = new AppError('offline');
    outbox.put('vote', { questionId: 'q', voted: true }, 'q');
    await settle();
    outbox.put('vote', { questionId: 'q', voted: false }, 'q');
    await settle();
    server.refusal = undefined;
    await outbox.flush();
    expect(sent).toEqual([{ questionId: 'q', voted: false }]);
  });

  test('shows what the server will not have, and goes on with the next', async () => {
    const { outbox, sent, server, states } = setUp();
    server.refusal = new AppError('wrong_state');
    outbox.put('ask', { clientId: 'a', body: 'muộn' });
    await settle();
    expect(states()).toEqual(['failed']);
    server.refusal = undefined;
    outbox.put('ask', { clientId: 'b', body: 'tiếp' });
    await settle();
    expect(sent).toEqual([{ clientId: 'b', body: 'tiếp' }]);
    expect(outbox.writes.get()).toMatchObject([{ state: 'failed', error: { code: 'wrong_state' } }]);
  });

  test('waits as long as the server asks before it tries again', async () => {
    const { outbox, sent, server } = setUp();
    server.refusal = new AppError('too_many_requests', { retryAfterMs: 8_000 });
    outbox.put('ask', { clientId: 'a', body: 'nhanh' });
    await settle();
    server.refusal = undefined;
    await vi.advanceTimersByTimeAsync(7_999);
    expect(sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(sent).toHaveLength(1);
  });

  test('lets others pass meanwhile: slow mode in the chat holds up no question', async () => {
    const { outbox, sent, server } = setUp();
    server.refusal = new AppError('too_many_requests', { retryAfterMs: 30_000 });
    outbox.put('vote', { questionId: 'q', voted: true });
    await settle();
    server.refusal = undefined;
    outbox.put('ask', { clientId: 'a', body: 'hỏi luôn' });
    await settle();
    expect(sent).toEqual([{ clientId: 'a', body: 'hỏi luôn' }]);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(sent).toHaveLength(2);
  });

  test('survives a reload, also in the middle of sending', async () => {
    const first = setUp();
    first.outbox.open('outbox.an');
    first.server.refusal = new AppError('offline');
    first.outbox.put('ask', { clientId: 'a', body: 'giữ lại' });
    expect(first.states()).toEqual(['sending']);

    const second = setUp();
    second.outbox.open('outbox.an');
    expect(second.states()).toEqual(['waiting']);
    await second.outbox.flush();
    expect(second.sent).toEqual([{ clientId: 'a', body: 'giữ lại' }]);
    expect(stored.size).toBe(0);
  });

  test('forgets what is older than half a day', () => {
    const first = setUp();
    first.outbox.open('outbox.an');
    first.server.refusal = new AppError('offline');
    first.outbox.put('ask', { clientId: 'a', body: 'hôm qua' });
    vi.setSystemTime(Date.now() + 13 * 60 * 60_000);
    const second = setUp();
    second.outbox.open('outbox.an');
    expect(second.states()).toEqual([]);
  });

  describe('says how long ago something was written', () => {
    const minute = 60_000;
    const ask = { clientId: 'a', body: 'Khi nào có giấy chứng nhận?' };

    async function writeWhileAway() {
      const rig = setUp();
      rig.outbox.open('outbox.an');
      rig.server.refusal = new AppError('offline');
      rig.outbox.put('ask', ask);
      await settle();
      return rig;
    }

    async function comeBack({ outbox, server, waits }: ReturnType<typeof setUp>) {
      server.refusal = undefined;
      await outbox.flush();
      return waits;
    }

    test('not where it was sent at once', async () => {
      const { outbox, waits } = setUp();
      outbox.put('ask', ask);
      await settle();
      expect(waits).toEqual([undefined]);
    });

    test('by the page’s own clock', async () => {
      const rig = await writeWhileAway();
      await vi.advanceTimersByTimeAsync(2 * minute);
      expect(await comeBack(rig)).toEqual([{ ms: 2 * minute, rough: false }]);
    });

    test('counting the time that the device slept, when the page’s clock stood still', async () => {
      const rig = await writeWhileAway();
      await vi.advanceTimersByTimeAsync(minute);
      vi.setSystemTime(Date.now() + 30 * minute);
      expect(await comeBack(rig)).toEqual([{ ms: 31 * minute, rough: false }]);
    });

    test.each([-60, 60])('not misled by a phone whose clock is set by %i minutes meanwhile', async (by) => {
      const rig = await writeWhileAway();
      await vi.advanceTimersByTimeAsync(2 * minute);
      vi.setSystemTime(Date.now() + by * minute);
      // Coming back, the page hears the server's time before it sends.
      rig.server.offsetMs = -by * minute;
      expect(await comeBack(rig)).toEqual([{ ms: 2 * minute, rough: false }]);
    });

    test('roughly, after a reload, and never more than a day', async () => {
      await writeWhileAway();
      await vi.advanceTimersByTimeAsync(3 * minute);
      const second = setUp();
      second.outbox.open('outbox.an');
      expect(await comeBack(second)).toEqual([{ ms: 3 * minute, rough: true }]);

      const open = await writeWhileAway();
      await vi.advanceTimersByTimeAsync(30 * 60 * minute);
      expect(await comeBack(open)).toEqual([{ ms: limits.writtenAgoMaxMs, rough: false }]);
    });
  });
});
