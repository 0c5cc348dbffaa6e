import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { AppError, type AppErrorCode } from '#shared/errors.ts';
import { ReceiveLadder } from './receive-ladder.ts';

function setUp() {
  const acts: string[] = [];
  const ladder = new ReceiveLadder({
    sync: () => acts.push('sync'),
    drop: () => ladder.stopWaiting(),
    reconnect: () => acts.push('reconnect'),
    check: () => acts.push('check'),
  });
  return { ladder, acts };
}

const minutes = (count: number) => vi.advanceTimersByTime(count * 60_000);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('media that do not come', () => {
  test('are tried over two more transports, then once over a new connection, and say so', () => {
    const { ladder, acts } = setUp();
    const steps = Array.from({ length: 4 }, () => {
      ladder.giveUp();
      return [ladder.state.get(), ladder.mending.get()];
    });
    expect(steps).toEqual([
      ['trouble', 'replacing'],
      ['trouble', 'replacing'],
      ['trouble', 'rejoining'],
      ['failed', 'rejoining'],
    ]);
    expect(acts).toEqual(['sync', 'sync', 'reconnect']);
  });

  test('are tried again ever less often from then on, each half minute at last, for as long as it takes', () => {
    const { ladder, acts } = setUp();
    for (let rung = 0; rung < 4; rung += 1) ladder.giveUp();
    const waits = Array.from({ length: 100 }, () => {
      acts.length = 0;
      const startedAt = Date.now();
      vi.advanceTimersToNextTimer();
      expect(acts).toEqual(['sync']);
      ladder.giveUp();
      return (Date.now() - startedAt) / 1_000;
    });
    expect(waits).toEqual([4, 8, 16, ...Array.from({ length: 97 }, () => 30)]);
  });

  test('are tried again also where the new connection came to nothing', () => {
    const { ladder, acts } = setUp();
    for (let rung = 0; rung < 3; rung += 1) ladder.giveUp();
    acts.length = 0;
    minutes(1);
    expect(acts).toEqual(['sync']);
  });

  test('have every rung again once they came', () => {
    const { ladder, acts } = setUp();
    for (let rung = 0; rung < 4; rung += 1) ladder.giveUp();
    ladder.takeConnected();
    expect([ladder.state.get(), ladder.mending.get()]).toEqual(['on', null]);
    acts.length = 0;
    for (let rung = 0; rung < 3; rung += 1) ladder.giveUp();
    expect(acts).toEqual(['sync', 'sync', 'reconnect']);
  });

  test('say that they are being mended, not that they are new, while they are asked for again', () => {
    const { ladder } = setUp();
    ladder.begin();
    expect(ladder.state.get()).toBe('connecting');
    ladder.giveUp();
    ladder.begin();
    expect(ladder.state.get()).toBe('trouble');
  });
});

describe('a refusal', () => {
  test.each<AppErrorCode>(['offline', 'too_many_requests', 'media_unavailable'])(
    '%s is asked again after a moment, on the same rung',
    (code) => {
      const { ladder, acts } = setUp();
      ladder.takeRefusal(new AppError(code));
      expect(acts).toEqual([]);
      vi.advanceTimersByTime(3_000);
      expect(acts).toEqual(['sync']);
      expect(ladder.state.get()).toBe('idle');
    },
  );

  test.each<AppErrorCode>(['media_reset', 'not_joined', 'wrong_state'])(
    '%s is followed by news, and where that is lost this page asks',
    (code) => {
      const { ladder, acts } = setUp();
      ladder.takeRefusal(new AppError(code));
      vi.advanceTimersByTime(3_000);
      expect(acts).toEqual(['check']);
      ladder.takeRefusal(new AppError(code));
      ladder.stopWaiting();
      minutes(1);
      expect(acts).toEqual(['check']);
    },
  );

  test('of any other kind is a rung', () => {
    const { ladder, acts } = setUp();
    ladder.takeRefusal(new AppError('not_found'));
    expect([ladder.mending.get(), acts]).toEqual(['replacing', ['sync']]);
  });
});
