import type { SeriesDto } from '#shared/features/catalog.ts';
import { type Action, can } from '#shared/roles.ts';

/** Whether this person may do it here and now: an archived series is only looked at. */
export function mayChange(series: SeriesDto, action: Action): boolean {
  return can(series.role, action) && !series.archived;
}
