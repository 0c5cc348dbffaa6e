import { useMemo } from 'react';
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
  formatTime,
  formatTimeRange,
  formatWeekdayDate,
  type Moment,
  vietnamTimeZone,
} from './format.ts';
import { useLanguage } from './i18n.ts';

/** The functions of `format.ts` for the language that is shown; `timeZone` is the one of the series. */
export function useFormat(timeZone: string = vietnamTimeZone) {
  const [language] = useLanguage();

  return useMemo(() => {
    const options = { language, timeZone };
    return {
      language,
      timeZone,
      date: (value: Moment) => formatDate(value, options),
      weekdayDate: (value: Moment) => formatWeekdayDate(value, options),
      time: (value: Moment) => formatTime(value, options),
      dateTime: (value: Moment) => formatDateTime(value, options),
      timeRange: (from: Moment, to: Moment) => formatTimeRange(from, to, options),
      dateRange: (from: Moment, to: Moment) => formatDateRange(from, to, options),
      place: () => formatPlace(options),
      duration: (durationMs: number) => formatDuration(durationMs, options),
      clock: formatClock,
      ago: (value: Moment, now: Moment = Date.now()) => formatAgo(value, now, options),
      number: (value: number, fractionDigits?: number) => formatNumber(value, options, fractionDigits),
      percent: (share: number) => formatPercent(share, options),
      bytes: (sizeBytes: number) => formatBytes(sizeBytes, options),
    };
  }, [language, timeZone]);
}

export type Format = ReturnType<typeof useFormat>;
