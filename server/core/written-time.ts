import type { WrittenAgo, WrittenTime } from '#shared/written-time.ts';

/** As it is kept beside the time of arrival. */
export interface WrittenColumns {
  writtenAt: Date | null;
  writtenRoughly: boolean;
}

/**
 * The true time of what waited on a page: never before there was a room to write in, never later than it arrived. A page cannot
 * gain by it: order, doors and bounds go by the arrival.
 */
export function toWrittenColumns(
  ago: WrittenAgo | undefined,
  { arrivedAt, since }: { arrivedAt: Date; since: Date | null },
): WrittenColumns {
  if (!ago) return { writtenAt: null, writtenRoughly: false };
  const saidMs = arrivedAt.getTime() - ago.ms;
  const writtenMs = Math.min(Math.max(saidMs, since?.getTime() ?? saidMs), arrivedAt.getTime());
  return { writtenAt: new Date(writtenMs), writtenRoughly: ago.rough || writtenMs !== saidMs };
}

export function toWrittenTime({ writtenAt, writtenRoughly }: WrittenColumns): WrittenTime {
  return writtenAt && { at: writtenAt.toISOString(), rough: writtenRoughly };
}
