import { describe, expect, it } from 'vitest';
import { toWrittenColumns, toWrittenTime } from './written-time.ts';

const arrivedAt = new Date('2021-09-28T02:43:00.000Z');
const since = new Date('2021-09-28T02:00:00.000Z');
const minutes = (count: number) => count * 60_000;

describe('the true time of what waited on a page', () => {
  it('is as long before its arrival as the page says', () => {
    expect(toWrittenColumns({ ms: minutes(2), rough: false }, { arrivedAt, since })).toEqual({
      writtenAt: new Date('2021-09-28T02:41:00.000Z'),
      writtenRoughly: false,
    });
  });

  it('is unknown where it was sent at once', () => {
    const columns = toWrittenColumns(undefined, { arrivedAt, since });
    expect(columns).toEqual({ writtenAt: null, writtenRoughly: false });
    expect(toWrittenTime(columns)).toBeNull();
  });

  it('is never before there was a room, and then only about right', () => {
    expect(toWrittenColumns({ ms: minutes(90), rough: false }, { arrivedAt, since })).toEqual({
      writtenAt: since,
      writtenRoughly: true,
    });
  });

  it('is never in the future, also where the room opened a moment after it by another clock', () => {
    const later = new Date(arrivedAt.getTime() + 5);
    expect(toWrittenColumns({ ms: 0, rough: false }, { arrivedAt, since: later }).writtenAt).toEqual(
      arrivedAt,
    );
  });

  it('says when only the phone’s clock could tell', () => {
    const columns = toWrittenColumns({ ms: minutes(2), rough: true }, { arrivedAt, since });
    expect(toWrittenTime(columns)).toEqual({ at: '2021-09-28T02:41:00.000Z', rough: true });
  });
});
