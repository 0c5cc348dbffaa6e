import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatAgo,
  formatBytes,
  formatClock,
  formatDate,
  formatDateRange,
  formatDateTime,
  formatDuration,
  formatNumber,
  formatPercent,
  formatPlace,
  formatTimeRange,
  formatWeekdayDate,
  isoToZoned,
  vietnamTimeZone,
  zonedToIso,
} from './format.ts';

const vi = { language: 'vi', timeZone: vietnamTimeZone } as const;
const en = { language: 'en', timeZone: vietnamTimeZone } as const;
const opening = '2021-09-28T01:05:00Z';

/** Without the no-break spaces that keep a figure and its unit on one line. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('dates and times', () => {
  it('write the day before the month, with leading zeros, in both languages', () => {
    expect(formatDate('2021-09-05T03:00:00Z', vi)).toBe('05/09/2021');
    expect(formatDate('2021-09-05T03:00:00Z', en)).toBe('05/09/2021');
  });

  it('are true for the place of the series, not for where the reader sits', () => {
    const lateEvening = '2021-09-27T18:30:00Z';
    expect(formatDateTime(lateEvening, vi)).toBe('01:30, 28/09/2021');
    expect(formatDateTime(lateEvening, { ...vi, timeZone: 'Europe/Paris' })).toBe('20:30, 27/09/2021');
  });

  it('use a 24-hour clock with midnight as 00:00', () => {
    expect(formatDateTime('2021-09-27T17:00:00Z', en)).toBe('00:00, 28/09/2021');
    expect(formatDateTime('2021-09-28T06:00:00Z', en)).toBe('13:00, 28/09/2021');
  });

  it('name the weekday in the language that is shown', () => {
    expect(formatWeekdayDate(opening, vi)).toBe('Thứ Ba, 28/09/2021');
    expect(formatWeekdayDate(opening, en)).toBe('Tuesday, 28/09/2021');
  });

  it('name the place they are true for', () => {
    expect(formatPlace(vi)).toBe('giờ Việt Nam');
    expect(formatPlace(en)).toBe('Vietnam time');
    expect(formatPlace({ ...en, timeZone: 'Asia/Tokyo' })).toMatch(/Japan/);
    expect(formatPlace({ ...vi, timeZone: 'Asia/Tokyo' })).toMatch(/^giờ .*Nhật Bản/);
  });

  it('say a range without repeating what both ends share', () => {
    expect(formatTimeRange(opening, '2021-09-28T04:30:00Z', vi)).toBe('08:05–11:30');
    expect(formatTimeRange('2021-09-28T15:00:00Z', '2021-09-28T18:00:00Z', vi)).toBe(
      '22:00–01:00, 29/09/2021',
    );
    expect(formatDateRange(opening, '2021-10-13T04:00:00Z', vi)).toBe('28/09–13/10/2021');
    expect(formatDateRange('2021-12-30T04:00:00Z', '2022-01-02T04:00:00Z', vi)).toBe('30/12/2021–02/01/2022');
    expect(formatDateRange(opening, opening, vi)).toBe('28/09/2021');
  });

  it('come back from a form as they went into it, in any zone and to the minute', () => {
    // From 1980 on, offsets are whole minutes; an hour that a change of clocks repeats or skips is left out.
    const zones = ['Asia/Ho_Chi_Minh', 'Asia/Kathmandu', 'Europe/Paris', 'America/St_Johns', 'UTC'];
    const moments = fc.integer({ min: Date.UTC(1980, 0, 1), max: Date.UTC(2060, 0, 1) });
    fc.assert(
      fc.property(moments, fc.constantFrom(...zones), (atMs, timeZone) => {
        const minute = Math.floor(atMs / 60_000) * 60_000;
        const { date, time } = isoToZoned(minute, timeZone);
        const back = zonedToIso(date, time, timeZone);
        expect(back && isoToZoned(back, timeZone)).toEqual({ date, time });
        expect(Math.abs(Date.parse(back ?? '') - minute)).toBeLessThanOrEqual(3_600_000);
        if (timeZone === vietnamTimeZone) expect(Date.parse(back ?? '')).toBe(minute);
      }),
    );
  });

  it('are nothing where a form holds no date or no time', () => {
    expect(zonedToIso('', '08:00', vietnamTimeZone)).toBeUndefined();
    expect(zonedToIso('2021-09-28', '', vietnamTimeZone)).toBeUndefined();
    expect(zonedToIso('2021-13-28', '08:00', vietnamTimeZone)).toBeUndefined();
  });
});

describe('durations', () => {
  it('are said in words', () => {
    expect(plain(formatDuration(85 * 60_000, vi))).toBe('1 giờ 25 phút');
    expect(plain(formatDuration(85 * 60_000, en))).toBe('1 hour 25 minutes');
    expect(plain(formatDuration(120 * 60_000, vi))).toBe('2 giờ');
    expect(plain(formatDuration(30_000, vi))).toBe('30 giây');
    expect(plain(formatDuration(0, en))).toBe('0 seconds');
  });

  it('never claim a minute that was not full', () => {
    fc.assert(
      fc.property(fc.integer({ min: 60_000, max: 86_400_000 }), (durationMs) => {
        const [hours = 0, minutes = 0] = [/(\d+) giờ/, /(\d+) phút/].map((unit) =>
          Number(unit.exec(plain(formatDuration(durationMs, vi)))?.[1] ?? 0),
        );
        const said = (hours * 60 + minutes) * 60_000;
        expect(said).toBeLessThanOrEqual(durationMs);
        expect(durationMs - said).toBeLessThan(60_000);
      }),
    );
  });

  it('run as a clock', () => {
    expect(formatClock(5_107_000)).toBe('1:25:07');
    expect(formatClock(67_000)).toBe('1:07');
    expect(formatClock(-1)).toBe('0:00');
  });

  it('are said from now', () => {
    const now = Date.parse(opening);
    expect(formatAgo(now - 20_000, now, vi)).toBe('vừa xong');
    expect(formatAgo(now - 5 * 60_000, now, vi)).toBe('5 phút trước');
    expect(formatAgo(now + 3 * 3_600_000, now, en)).toBe('in 3 hours');
    expect(formatAgo(now - 26 * 3_600_000, now, vi)).toBe('hôm qua');
  });
});

describe('figures', () => {
  it('are written as each language writes them', () => {
    expect(formatNumber(100_000.5, vi)).toBe('100.000,5');
    expect(formatNumber(100_000.5, en)).toBe('100,000.5');
    expect(formatPercent(0.625, vi)).toBe('63%');
  });

  it('of bytes keep to three digits', () => {
    expect(plain(formatBytes(0, vi))).toBe('0 byte');
    expect(plain(formatBytes(999, en))).toBe('999 byte');
    expect(plain(formatBytes(1_250_000, vi))).toBe('1,3 MB');
    expect(plain(formatBytes(50_000_000, vi))).toBe('50 MB');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_000_000_000_000 }), (sizeBytes) => {
        expect(formatBytes(sizeBytes, en).replace(/\D/g, '').length).toBeLessThanOrEqual(3);
      }),
    );
  });
});
