/** The last moment of the day that a place's calendar shows at `at`: “until 8 October” holds to its midnight, not to the hour at which a class happened to end. */
export function endOfDay(at: Date, timeZone: string): Date {
  const local = new Date(at.getTime() + offsetMs(at.getTime(), timeZone));
  const nextMs = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate() + 1);
  // The offset is asked at a guess first; near a change of the clocks the second answer is the right one.
  const guessMs = nextMs - offsetMs(nextMs, timeZone);
  return new Date(nextMs - offsetMs(guessMs, timeZone) - 1);
}

function offsetMs(atMs: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(atMs);
  const read = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((part) => part.type === type)?.value);
  const shownMs = Date.UTC(
    read('year'),
    read('month') - 1,
    read('day'),
    read('hour'),
    read('minute'),
    read('second'),
  );
  return shownMs - Math.floor(atMs / 1000) * 1000;
}
