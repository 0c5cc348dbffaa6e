import type { MeDto } from '#shared/features/accounts.ts';

/** Who took an invitation up, and the series that they now belong to, if it was to one. */
export interface Accepted {
  me: MeDto;
  seriesId: string | null;
}
