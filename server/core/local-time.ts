/** What a clock on the wall of a place shows. */
export interface LocalTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

/** Reads clocks of one place, by its IANA name. */
export function localTimeReader(timeZone: string): (at: Date) => LocalTime {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  // By the names of the parts: what stands between them differs from one ICU to the next.
  return (at) => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const get = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
    return {
      year: get('year'),
      month: get('month'),
      day: get('day'),
      hour: get('hour'),
      minute: get('minute'),
      second: get('second'),
    };
  };
}

const two = (value: number): string => String(value).padStart(2, '0');

/** As dd/mm/yyyy. */
export function formatDay({ year, month, day }: Pick<LocalTime, 'year' | 'month' | 'day'>): string {
  return `${two(day)}/${two(month)}/${year}`;
}

/** As dd/mm/yyyy HH:mm:ss. */
export function formatTime(time: LocalTime): string {
  return `${formatDay(time)} ${two(time.hour)}:${two(time.minute)}:${two(time.second)}`;
}

/** As h:mm:ss. */
export function formatDuration(seconds: number): string {
  return `${Math.floor(seconds / 3_600)}:${two(Math.floor(seconds / 60) % 60)}:${two(Math.floor(seconds) % 60)}`;
}
