import { appError } from '#shared/errors.ts';
import type { ExportProgressDto } from '#shared/features/evidence.ts';

interface Entry extends ExportProgressDto {
  personId: string;
  touchedAtMs: number;
}

/** A page that lost its line for a while still learns how it ended. */
const KEPT_MS = 10 * 60_000;
/** A few bytes each; more at once than anybody's desk has. */
const ENTRIES_MAX = 500;

/** How far files have come that are made while they travel. In memory: a file dies with its process, and so does its progress. */
export class ExportProgress {
  readonly #entries = new Map<string, Entry>();
  readonly #nowMs: () => number;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** @throws AppError `conflict` when somebody has a file under this id already */
  begin({
    exportId,
    personId,
    steps,
    missing = 0,
  }: {
    exportId: string | undefined;
    personId: string;
    steps: number;
    /** Of what it should hold, so much is gone from the disk. */
    missing?: number;
  }): ExportTracker {
    this.#forget();
    const entry: Entry = {
      personId,
      touchedAtMs: this.#nowMs(),
      state: 'working',
      done: 0,
      steps,
      sentBytes: 0,
      missing,
    };
    if (exportId) {
      const known = this.#entries.get(exportId);
      if (known && known.personId !== personId) throw appError('conflict');
      this.#entries.set(exportId, entry);
    }
    return new ExportTracker(entry, this.#nowMs);
  }

  /** @throws AppError `not_found` */
  get(exportId: string, personId: string): ExportProgressDto {
    const entry = this.#entries.get(exportId);
    if (entry?.personId !== personId) throw appError('not_found');
    const { state, done, steps, sentBytes, missing } = entry;
    return { state, done, steps, sentBytes, missing };
  }

  #forget(): void {
    const before = this.#nowMs() - KEPT_MS;
    for (const [id, { touchedAtMs }] of this.#entries) {
      if (touchedAtMs < before || this.#entries.size >= ENTRIES_MAX) this.#entries.delete(id);
    }
  }
}

export class ExportTracker {
  readonly #entry: Entry;
  readonly #nowMs: () => number;

  constructor(entry: Entry, nowMs: () => number) {
    this.#entry = entry;
    this.#nowMs = nowMs;
  }

  /** So many steps are done by now; `steps`: of so many. */
  at(done: number, steps = this.#entry.steps): void {
    Object.assign(this.#entry, { done, steps, touchedAtMs: this.#nowMs() });
  }

  /** Passes the pieces on and counts them; what ends them early, a reader who goes away too, is a failure. */
  async *count(
    pieces: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
  ): AsyncGenerator<string | Uint8Array> {
    let whole = false;
    try {
      for await (const piece of pieces) {
        this.#entry.sentBytes += Buffer.byteLength(piece);
        this.#entry.touchedAtMs = this.#nowMs();
        yield piece;
      }
      whole = true;
    } finally {
      this.#entry.state = whole ? 'done' : 'failed';
      if (whole) this.#entry.done = this.#entry.steps;
    }
  }
}
