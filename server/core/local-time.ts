/** What a clock on the wall of a place shows. */
export interface LocalTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

const MINUTE_MS = 60_000;
/** More than a session has; a list of thousands asks for the same few again and again, and a calendar takes microseconds for each. */
const MINUTES_MAX = 1_000;

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
  const read = (at: Date): LocalTime => {
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
  const minutes = new Map<number, LocalTime>();
  return (at) => {
    const minute = Math.floor(at.getTime() / MINUTE_MS);
    let time = minutes.get(minute);
    if (!time) {
      time = read(new Date(minute * MINUTE_MS));
      if (minutes.size >= MINUTES_MAX) minutes.clear();
      minutes.set(minute, time);
    }
    // Where noon was once told by the sun, no minute begins with second 0.
    if (time.second !== 0) return read(at);
    return { ...time, second: at.getUTCSeconds() };
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
