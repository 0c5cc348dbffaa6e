import type { ReactionCounts } from '#shared/features/reactions.ts';
import type { ReactionKind } from '#shared/reaction-kinds.ts';

/** Often enough to look like applause; a class of five hundred then costs each phone one small message a second. */
const TELL_EVERY_MS = 1_000;

/**
 * Gathers a room's taps: however many there are, the room hears one number a kind and second. A quiet room has no timer.
 */
export class ReactionCounter {
  readonly #tell: (counts: ReactionCounts) => void;
  #counts: ReactionCounts = {};
  #timer: NodeJS.Timeout | undefined;

  constructor(tell: (counts: ReactionCounts) => void) {
    this.#tell = tell;
  }

  add(kind: ReactionKind): void {
    this.#counts[kind] = (this.#counts[kind] ?? 0) + 1;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const counts = this.#counts;
      this.#counts = {};
      this.#tell(counts);
    }, TELL_EVERY_MS).unref();
  }
}
