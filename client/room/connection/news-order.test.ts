import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Frame } from '#shared/features/live.ts';
import { type NewsItem, NewsOrder } from './news-order.ts';

const epoch = '00000000-0000-4000-8000-000000000001';

const item = (number: number): NewsItem => ['question:voted', number];
const frame = (number: number, count = 1): Frame => ({
  number,
  news: Array.from({ length: count }, (_, index) => item(number + index)),
});
const joinedAt = (number: number, missed: Frame[] = [], hasSnapshot = false) => ({
  position: { epoch, number },
  hasSnapshot,
  missed,
});

function orderAt(number: number): NewsOrder {
  const order = new NewsOrder();
  order.finishJoin(joinedAt(number, [], true));
  return order;
}

describe('news in order', () => {
  test('is handed on as it comes', () => {
    const order = orderAt(4);
    expect(order.take(frame(5, 2))).toEqual([item(5), item(6)]);
    expect(order.take(frame(7))).toEqual([item(7)]);
    expect(order.position).toEqual({ epoch, number: 7 });
  });

  test('drops what is not newer, also within a frame', () => {
    const order = orderAt(4);
    expect(order.take(frame(3, 2))).toEqual([]);
    expect(order.take(frame(3, 4))).toEqual([item(5), item(6)]);
    expect(order.position?.number).toBe(6);
  });

  test('says gap when a number is skipped, and stays where it was', () => {
    const order = orderAt(4);
    expect(order.take(frame(6))).toBe('gap');
    expect(order.position?.number).toBe(4);
  });

  test('lets personal news through without counting it', () => {
    const order = orderAt(4);
    expect(order.take({ number: 4, news: [item(99)], personal: true })).toEqual([item(99)]);
    expect(order.take(frame(5))).toEqual([item(5)]);
  });
});

describe('a join', () => {
  test('holds news that arrives before its answer, and hands it on after', () => {
    const order = new NewsOrder();
    order.beginJoin();
    expect(order.take(frame(11))).toEqual([]);
    expect(order.finishJoin(joinedAt(10, [], true))).toEqual([item(11)]);
  });

  test('drops held news that the snapshot already contains', () => {
    const order = new NewsOrder();
    order.beginJoin();
    order.take(frame(9));
    order.take({ number: 8, news: [item(99)], personal: true });
    expect(order.finishJoin(joinedAt(10, [], true))).toEqual([]);
  });

  test('on the way back hands on exactly what was missed', () => {
    const order = orderAt(4);
    order.beginJoin();
    const missed = [frame(5, 3), { number: 7, news: [item(99)], personal: true }];
    expect(order.finishJoin(joinedAt(7, missed))).toEqual([item(5), item(6), item(7), item(99)]);
    expect(order.position?.number).toBe(7);
  });

  test('that leaves a gap to the held news says so', () => {
    const order = orderAt(4);
    order.beginJoin();
    order.take(frame(9));
    expect(order.finishJoin(joinedAt(7, [frame(5, 3)]))).toBe('gap');
  });

  test('after forgetting asks for a snapshot', () => {
    const order = orderAt(4);
    order.forget();
    expect(order.position).toBeNull();
  });
});

test('whatever is lost or repeated on the way, each piece is handed on once and in order', () => {
  const steps = fc.array(
    fc.record({ lost: fc.boolean(), repeated: fc.boolean(), size: fc.integer({ min: 1, max: 4 }) }),
    {
      minLength: 1,
      maxLength: 40,
    },
  );
  fc.assert(
    fc.property(steps, (plan) => {
      const order = orderAt(0);
      const seen: unknown[] = [];
      let sent = 0;
      const takeAll = (news: NewsItem[]) => seen.push(...news.map(([, data]) => data));
      const joinAgain = () => {
        const from = (order.position?.number ?? 0) + 1;
        order.beginJoin();
        const news = order.finishJoin(joinedAt(sent, sent >= from ? [frame(from, sent - from + 1)] : []));
        if (news !== 'gap') takeAll(news);
      };
      for (const { lost, repeated, size } of plan) {
        const next = frame(sent + 1, size);
        sent += size;
        if (lost) continue;
        for (const copy of repeated ? [next, next] : [next]) {
          const news = order.take(copy);
          if (news === 'gap') joinAgain();
          else takeAll(news);
        }
      }
      joinAgain();
      expect(seen).toEqual(Array.from({ length: sent }, (_, index) => index + 1));
    }),
  );
});
