import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  dismissToast,
  pauseToasts,
  resumeToasts,
  shownToasts,
  showToast,
  subscribeToToasts,
} from './toasts.store.ts';

const texts = () => shownToasts().map((toast) => toast.text);

describe('passing notices', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    for (const { id } of shownToasts()) dismissToast(id);
    vi.useRealTimers();
  });

  it('go away by themselves, those with an act later', () => {
    showToast({ text: 'saved' });
    showToast({ text: 'failed', actionLabel: 'again', onAction: () => {} });
    vi.advanceTimersByTime(8_000);
    expect(texts()).toEqual(['failed']);
    vi.advanceTimersByTime(8_000);
    expect(texts()).toEqual([]);
  });

  it('stay while somebody is on them', () => {
    showToast({ text: 'saved' });
    pauseToasts();
    vi.advanceTimersByTime(60_000);
    expect(texts()).toEqual(['saved']);
    resumeToasts();
    vi.advanceTimersByTime(8_000);
    expect(texts()).toEqual([]);
  });

  it('never cover the page: the oldest makes room, the same words stand once', () => {
    for (const text of ['one', 'two', 'two', 'three', 'four']) showToast({ text });
    expect(texts()).toEqual(['two', 'three', 'four']);
  });

  it('stay until dismissed when they are told to', () => {
    const id = showToast({ text: 'update', durationMs: Number.POSITIVE_INFINITY });
    vi.advanceTimersByTime(3_600_000);
    expect(texts()).toEqual(['update']);
    dismissToast(id);
    expect(texts()).toEqual([]);
  });

  it('tell who listens, until they stop', () => {
    const heard = vi.fn();
    const stop = subscribeToToasts(heard);
    showToast({ text: 'one' });
    stop();
    const times = heard.mock.calls.length;
    showToast({ text: 'two' });
    expect(times).toBeGreaterThan(0);
    expect(heard).toHaveBeenCalledTimes(times);
  });
});
