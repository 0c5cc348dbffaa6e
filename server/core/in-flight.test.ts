import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DomainEvents } from './domain-events.ts';
import { InFlight } from './in-flight.ts';
import type { Log } from './log.ts';

const quiet = { error: () => {} } as unknown as Log;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Whether it has ended by now. */
async function isOver(work: Promise<unknown>): Promise<boolean> {
  await vi.advanceTimersByTimeAsync(0);
  return Promise.race([work.then(() => true), vi.advanceTimersByTimeAsync(0).then(() => false)]);
}

describe('a stop', () => {
  test('waits for what is under way, and for what that began', async () => {
    const inFlight = new InFlight();
    const first = Promise.withResolvers<void>();
    const second = Promise.withResolvers<void>();
    void inFlight.add(first.promise.then(() => void inFlight.add(second.promise)));
    const ended = inFlight.ended(2_000);
    expect(await isOver(ended)).toBe(false);
    first.resolve();
    expect(await isOver(ended)).toBe(false);
    second.resolve();
    expect(await isOver(ended)).toBe(true);
  });

  test('does not wait where nothing is, nor for what failed', async () => {
    const inFlight = new InFlight();
    inFlight.add(Promise.reject(new Error('no'))).catch(() => {});
    expect(await isOver(inFlight.ended(2_000))).toBe(true);
  });

  test('goes on after a while where something does not end', async () => {
    const inFlight = new InFlight();
    void inFlight.add(new Promise(() => {}));
    const ended = inFlight.ended(2_000);
    await vi.advanceTimersByTimeAsync(1_999);
    expect(await isOver(ended)).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await isOver(ended)).toBe(true);
  });

  test('waits for who still acts on an event', async () => {
    const inFlight = new InFlight();
    const events = new DomainEvents(quiet, inFlight);
    const reading = Promise.withResolvers<void>();
    events.on('session.changed', () => reading.promise);
    events.emit('session.changed', { sessionId: 'session-1' });
    const ended = inFlight.ended(2_000);
    expect(await isOver(ended)).toBe(false);
    reading.resolve();
    expect(await isOver(ended)).toBe(true);
  });
});
