import { expect, it, vi } from 'vitest';
import { AppError } from '#shared/errors.ts';
import type { CheckDto } from '#shared/features/presence-checks.ts';
import { CheckReceipt } from './check-receipt.ts';
import { ChecksStore } from './checks.store.ts';

const check: CheckDto = {
  checkId: 'a',
  kind: 'tap',
  shownAt: '2026-11-26T02:00:00.000Z',
  closesAt: '2026-11-26T02:04:00.000Z',
};

function open(send: (said: { checkId: string; seen: boolean }) => Promise<unknown>) {
  const store = new ChecksStore();
  const receipt = new CheckReceipt({ checks: store.state, send, spreadMs: 0 });
  return { store, receipt, stop: receipt.start() };
}

it('says once that a check has come, and once that it has been drawn', async () => {
  const send = vi.fn(async () => ({}));
  const { store, receipt, stop } = open(send);
  store.news['check:shown']({ check });
  await vi.waitUntil(() => send.mock.calls.length === 1);
  receipt.noteSeen('a');
  await vi.waitUntil(() => send.mock.calls.length === 2);
  store.news['check:shown']({ check });
  receipt.look();
  await new Promise((resolve) => setTimeout(resolve));
  expect(send.mock.calls).toEqual([[{ checkId: 'a', seen: false }], [{ checkId: 'a', seen: true }]]);
  stop();
});

it('says it again when the line is back, and not at all of a check that is answered or over', async () => {
  let isAway = true;
  const send = vi.fn(async () => {
    if (isAway) throw new AppError('offline');
  });
  const { store, receipt, stop } = open(send);
  store.news['check:shown']({ check });
  await vi.waitUntil(() => send.mock.calls.length === 1);
  isAway = false;
  receipt.look();
  await vi.waitUntil(() => send.mock.calls.length === 2);
  store.news['check:shown']({ check: { ...check, checkId: 'b' } });
  store.news['check:closed']({ checkId: 'b' });
  store.takeSnapshot({
    checks: {
      check: { ...check, checkId: 'c' },
      own: { checkId: 'c', answeredAt: check.shownAt, triesLeft: 3 },
    },
  });
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(send).toHaveBeenCalledTimes(2);
  stop();
});
