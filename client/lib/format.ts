import type { Language } from './i18n.ts';

/** ISO text as it comes over the wire, a date, or milliseconds since 1970. */
export type Moment = string | number | Date;

export const vietnamTimeZone = 'Asia/Ho_Chi_Minh';

export interface FormatOptions {
  language: Language;
  timeZone: string;
}

/** British English writes day before month, as Vietnamese does. */
const locales: Record<Language, string> = { vi: 'vi-VN', en: 'en-GB' };

const secondMs = 1_000;
const minuteMs = 60_000;
const hourMs = 3_600_000;
const dayMs = 86_400_000;

/** 28/09/2021 */
export function formatDate(value: Moment, { timeZone }: FormatOptions): string {
  const { year, month, day } = wallClock(value, timeZone);
  return `${day}/${month}/${year}`;
}

/** Thứ Ba, 28/09/2021 */
export function formatWeekdayDate(value: Moment, options: FormatOptions): string {
  const weekday = dateFormat(options.language, { weekday: 'long', timeZone: options.timeZone });
  return `${weekday.format(toDate(value))}, ${formatDate(value, options)}`;
}

/** 08:05, always by a 24-hour clock */
export function formatTime(value: Moment, { timeZone }: FormatOptions): string {
  const { hour, minute } = wallClock(value, timeZone);
  return `${hour}:${minute}`;
}

/** 08:05, 28/09/2021 */
export function formatDateTime(value: Moment, options: FormatOptions): string {
  return `${formatTime(value, options)}, ${formatDate(value, options)}`;
}

/** 08:00–11:30, with the later date where the day changes between the two */
export function formatTimeRange(from: Moment, to: Moment, options: FormatOptions): string {
  const sameDay = formatDate(from, options) === formatDate(to, options);
  return `${formatTime(from, options)}–${sameDay ? formatTime(to, options) : formatDateTime(to, options)}`;
}

/** 28/09–13/10/2021 */
export function formatDateRange(from: Moment, to: Moment, options: FormatOptions): string {
  const first = wallClock(from, options.timeZone);
  const last = formatDate(to, options);
  if (formatDate(from, options) === last) return last;
  const sameYear = first.year === wallClock(to, options.timeZone).year;
  return `${first.day}/${first.month}${sameYear ? '' : `/${first.year}`}–${last}`;
}

/** The place a time is true for: "giờ Việt Nam" for the default zone, the zone's own name elsewhere. */
export function formatPlace({ language, timeZone }: FormatOptions): string {
  if (timeZone === vietnamTimeZone) return language === 'vi' ? 'giờ Việt Nam' : 'Vietnam time';
  const parts = dateFormat(language, { timeZone, timeZoneName: 'longGeneric' }).formatToParts(new Date(0));
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? timeZone;
  return language === 'vi' ? decapitalise(name) : name;
}

/** "1 giờ 25 phút", "45 phút", "30 giây": whole units, rounded down, the two largest that matter */
export function formatDuration(durationMs: number, { language }: FormatOptions): string {
  const total = Math.max(0, Math.floor(durationMs / secondMs));
  const hours = Math.floor(total / 3_600);
  const minutes = Math.floor((total % 3_600) / 60);
  if (hours > 0) {
    const words = [unit(language, hours, 'hour')];
    if (minutes > 0) words.push(unit(language, minutes, 'minute'));
    return words.join(' ');
  }
  if (minutes > 0) return unit(language, minutes, 'minute');
  return unit(language, total, 'second');
}

/** 1:25:07 or 25:07, for a clock that runs */
export function formatClock(durationMs: number): string {
  const total = Math.max(0, Math.floor(durationMs / secondMs));
  const two = (part: number) => String(part).padStart(2, '0');
  const hours = Math.floor(total / 3_600);
  const minutes = Math.floor((total % 3_600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(total % 60)}` : `${minutes}:${two(total % 60)}`;
}

/** "5 phút trước", "in 2 days"; "vừa xong" within the minute */
export function formatAgo(value: Moment, now: Moment, { language }: FormatOptions): string {
  const apartMs = toDate(value).getTime() - toDate(now).getTime();
  const size = Math.abs(apartMs);
  const words = relativeFormat(language);
  if (size < minuteMs) return language === 'vi' ? 'vừa xong' : 'just now';
  if (size < hourMs) return words.format(Math.trunc(apartMs / minuteMs), 'minute');
  if (size < dayMs) return words.format(Math.trunc(apartMs / hourMs), 'hour');
  return decapitalise(words.format(Math.trunc(apartMs / dayMs), 'day'));
}

/** 100.000,5 in Vietnamese, 100,000.5 in English */
export function formatNumber(value: number, { language }: FormatOptions, maximumFractionDigits = 1): string {
  return numberFormat(language, { maximumFractionDigits }).format(value);
}

/** @param share from 0 to 1 */
export function formatPercent(share: number, { language }: FormatOptions): string {
  return numberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(share);
}

/** Bytes as file managers show them: thousands, one decimal below ten. */
export function formatBytes(sizeBytes: number, options: FormatOptions): string {
  const units = ['byte', 'kB', 'MB', 'GB', 'TB'];
  let size = Math.max(0, sizeBytes);
  let step = 0;
  while (size >= 999.5 && step < units.length - 1) {
    size /= 1_000;
    step += 1;
  }
  return `${formatNumber(size, options, step > 0 && size < 9.95 ? 1 : 0)}\u00a0${units[step]}`;
}

export interface WallClock {
  year: string;
  month: string;
  day: string;
  hour: string;
  minute: string;
}

/** What calendar and clock on the wall say at a place. */
export function wallClock(value: Moment, timeZone: string): WallClock {
  const format = dateFormat('en', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const clock: WallClock = { year: '', month: '', day: '', hour: '', minute: '' };
  for (const { type, value: text } of format.formatToParts(toDate(value))) {
    if (type in clock) clock[type as keyof WallClock] = text;
  }
  return clock;
}

/** The values of a date field and a time field for a moment: `{ date: '2021-09-28', time: '08:05' }`. */
export function isoToZoned(value: Moment, timeZone: string): { date: string; time: string } {
  const { year, month, day, hour, minute } = wallClock(value, timeZone);
  return { date: `${year.padStart(4, '0')}-${month}-${day}`, time: `${hour}:${minute}` };
}

/**
 * The moment at which calendar and clock of a place show a date field's and a time field's values, as ISO text;
 * `undefined` where the two are not a date and a time.
 */
export function zonedToIso(date: string, time: string, timeZone: string): string | undefined {
  const asIfUtcMs = Date.parse(`${date}T${time}Z`);
  if (Number.isNaN(asIfUtcMs)) return undefined;

  // The offset is asked at a guess first; near a change of the clocks the second answer is the right one.
  const guessMs = asIfUtcMs - offsetMs(asIfUtcMs, timeZone);
  return new Date(asIfUtcMs - offsetMs(guessMs, timeZone)).toISOString();
}

function offsetMs(atMs: number, timeZone: string): number {
  const { date, time } = isoToZoned(atMs, timeZone);
  return Date.parse(`${date}T${time}Z`) - Math.floor(atMs / minuteMs) * minuteMs;
}

function unit(language: Language, value: number, name: 'hour' | 'minute' | 'second'): string {
  const text = numberFormat(language, { style: 'unit', unit: name, unitDisplay: 'long' }).format(value);
  // A number at the end of one line and its unit on the next are hard to read together.
  return text.replace(' ', '\u00a0');
}

function decapitalise(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function toDate(value: Moment): Date {
  return value instanceof Date ? value : new Date(value);
}

/** Making a formatter costs milliseconds on a cheap phone, and a list asks for the same one hundreds of times. */
const formatters = new Map<string, unknown>();

function remembered<Formatter>(key: string, make: () => Formatter): Formatter {
  const known = formatters.get(key);
  if (known !== undefined) return known as Formatter;
  const made = make();
  formatters.set(key, made);
  return made;
}

function dateFormat(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return remembered(`date ${language} ${JSON.stringify(options)}`, () => {
    return new Intl.DateTimeFormat(locales[language], options);
  });
}

function numberFormat(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return remembered(`number ${language} ${JSON.stringify(options)}`, () => {
    return new Intl.NumberFormat(locales[language], options);
  });
}

function relativeFormat(language: Language): Intl.RelativeTimeFormat {
  return remembered(`relative ${language}`, () => {
    return new Intl.RelativeTimeFormat(locales[language], { numeric: 'auto' });
  });
}
