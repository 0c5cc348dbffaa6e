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
  return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(clock.now());
}
