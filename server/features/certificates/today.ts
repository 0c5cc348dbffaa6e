import type { AppContext } from '#server/core/context.ts';

/** As yyyy-mm-dd where the series is. */
export async function toToday(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  seriesId: string,
): Promise<string> {
  const { timeZone } = await db.series.findUniqueOrThrow({
    where: { id: seriesId },
    select: { timeZone: true },
  });
  return toLocalDay(clock.now(), timeZone);
}

export function toLocalDay(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(at);
}
