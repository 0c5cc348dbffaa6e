import type { RoomRole } from '#shared/features/enrolment.ts';
import type { SnapshotDto } from '#shared/features/live.ts';

/** Whose snapshot it is. */
export interface SnapshotReader {
  sessionId: string;
  seriesId: string;
  personId: string;
  role: RoomRole;
}

type Part<Key extends keyof SnapshotDto> = (reader: SnapshotReader) => Promise<SnapshotDto[Key]>;
type PartKey = Exclude<keyof SnapshotDto, 'presence' | 'media' | 'now'>;

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
    const [session, seriesTitle, slide, materials, questions, attendance] = await Promise.all([
      this.#get('session')(reader),
      this.#get('seriesTitle')(reader),
      this.#get('slide')(reader),
      this.#get('materials')(reader),
      this.#get('questions')(reader),
      this.#get('attendance')(reader),
    ]);
    return { session, seriesTitle, slide, materials, questions, attendance };
  }

  #get<Key extends PartKey>(key: Key): Part<Key> {
    const part = this.#parts.get(key);
    if (!part) throw new Error(`no feature gives the snapshot part ${key}`);
    return part as Part<Key>;
  }
}
