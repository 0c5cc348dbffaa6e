import type { Moment } from '#client/lib/format.ts';
import { useFormat } from '#client/lib/use-format.ts';

export interface TimeProps {
  value: Moment;
  /** `weekday` is the date with its weekday. */
  show?: 'date' | 'time' | 'dateTime' | 'weekday';
  /** The zone of the series; Vietnam's by default. */
  timeZone?: string | undefined;
  /** Adds the place that the time is true for. */
  place?: boolean;
}

export function Time({ value, show = 'dateTime', timeZone, place = false }: TimeProps) {
  const format = useFormat(timeZone);
  const texts = {
    date: format.date,
    time: format.time,
    dateTime: format.dateTime,
    weekday: format.weekdayDate,
  };
  return (
    <time dateTime={new Date(value).toISOString()}>
      {texts[show](value)}
      {place && ` (${format.place().replaceAll(' ', '\u00a0')})`}
    </time>
  );
}
