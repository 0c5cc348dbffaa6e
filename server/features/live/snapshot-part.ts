import type { RoomRole } from '#shared/features/enrolment.ts';
import type { SnapshotDto } from '#shared/features/live.ts';

/** Whose snapshot it is. */
export interface SnapshotReader {
  sessionId: string;
  seriesId: string;
  personId: string;
  role: RoomRole;
}

/** Those who get the same but for what is their own. */
export type SnapshotAudience = Pick<SnapshotReader, 'sessionId' | 'seriesId'> & { isStaff: boolean };

/** A part as it is read for many at once. */
export interface SnapshotPart<Dto, Shared> {
  /** What all of an audience get alike; every change of it is news to that audience. */
  shared(audience: SnapshotAudience): Promise<Shared>;
  /** Each reader's part, in the order of the readers. What is theirs alone is read anew each time, for all of them together. */
  own(shared: Shared, readers: readonly SnapshotReader[]): Promise<Dto[]> | Dto[];
}

/** The room's own; every other part is a feature's. */
export const ownParts = ['presence', 'media', 'now'] as const;
export type PartKey = Exclude<keyof SnapshotDto, (typeof ownParts)[number]>;
export type Parts = Pick<SnapshotDto, PartKey>;
