import { type SnapshotDto, snapshotDto } from '#shared/features/live.ts';
import { isStaff } from '#shared/roles.ts';
import { SnapshotDesk } from './snapshot-desk.ts';
import {
  ownParts,
  type PartKey,
  type Parts,
  type SnapshotAudience,
  type SnapshotPart,
  type SnapshotReader,
} from './snapshot-part.ts';

/**
 * Each feature registers its part of what a joining page gets, so that `live` never imports upward.
 * `presence`, `media` and `now` are the room's own.
 */
export class SnapshotParts {
  readonly #parts = new Map<PartKey, SnapshotPart<unknown, unknown>>();
  readonly #desks = new Map<string, SnapshotDesk>();

  /** A part that is read for each who joins, as staff's are. */
  add<Key extends PartKey>(key: Key, read: (reader: SnapshotReader) => Promise<SnapshotDto[Key]>): void {
    this.addForMany(key, {
      shared: async () => undefined,
      own: (_, readers) => Promise.all(readers.map(read)),
    });
  }

  /** A part in which nothing is anybody's own. */
  addShared<Key extends PartKey>(
    key: Key,
    read: (audience: SnapshotAudience) => Promise<SnapshotDto[Key]>,
  ): void {
    this.addForMany(key, { shared: read, own: (shared, readers) => readers.map(() => shared) });
  }

  addForMany<Key extends PartKey, Shared>(key: Key, part: SnapshotPart<SnapshotDto[Key], Shared>): void {
    if (this.#parts.has(key)) throw new Error(`snapshot part ${key} is added twice`);
    this.#parts.set(key, part as SnapshotPart<unknown, unknown>);
  }

  /** `standing` names the latest news of the reader's audience: while it is the same, so is what its members share. */
  read(reader: SnapshotReader, standing: () => string): Promise<Parts> {
    const { sessionId, seriesId, role } = reader;
    const audience = { sessionId, seriesId, isStaff: isStaff(role) };
    const key = `${sessionId} ${audience.isStaff}`;
    const desk =
      this.#desks.get(key) ??
      new SnapshotDesk({ parts: this.#parts, audience, onIdle: () => this.#desks.delete(key) });
    this.#desks.set(key, desk);
    return desk.read(reader, standing);
  }

  /** To be called once, after all features have registered: a part that nobody gives stops the start. */
  assertComplete(): void {
    const known = new Set<string>([...this.#parts.keys(), ...ownParts]);
    const missing = Object.keys(snapshotDto.shape).filter((key) => !known.has(key));
    if (missing.length > 0) throw new Error(`no feature gives the snapshot: ${missing.join(', ')}`);
  }
}
