import type { RoomRole } from '#shared/features/enrolment.ts';
import { type SnapshotDto, snapshotDto } from '#shared/features/live.ts';

/** Whose snapshot it is. */
export interface SnapshotReader {
  sessionId: string;
  seriesId: string;
  personId: string;
  role: RoomRole;
}

type Part<Key extends keyof SnapshotDto> = (reader: SnapshotReader) => Promise<SnapshotDto[Key]>;
const ownParts = ['presence', 'media', 'now'] as const;
type PartKey = Exclude<keyof SnapshotDto, (typeof ownParts)[number]>;

/**
 * Each feature registers its part of what a joining page gets, so that `live` never imports upward.
 * `presence`, `media` and `now` are the room's own.
 */
export class SnapshotParts {
  readonly #parts = new Map<PartKey, Part<PartKey>>();

  add<Key extends PartKey>(key: Key, part: Part<Key>): void {
    if (this.#parts.has(key)) throw new Error(`snapshot part ${key} is added twice`);
    this.#parts.set(key, part);
  }

  async read(reader: SnapshotReader): Promise<Pick<SnapshotDto, PartKey>> {
    const parts = await Promise.all(
      [...this.#parts].map(async ([key, part]) => [key, await part(reader)] as const),
    );
    return Object.fromEntries(parts) as Pick<SnapshotDto, PartKey>;
  }

  /** To be called once, after all features have registered: a part that nobody gives stops the start. */
  assertComplete(): void {
    const known = new Set<string>([...this.#parts.keys(), ...ownParts]);
    const missing = Object.keys(snapshotDto.shape).filter((key) => !known.has(key));
    if (missing.length > 0) throw new Error(`no feature gives the snapshot: ${missing.join(', ')}`);
  }
}
